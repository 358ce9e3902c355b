<#import "dicom-access-layout.ftl" as layout>
<#assign everybodys = page.everybodys()>
<@layout.layout title=everybodys?then(msg("dicomAccessPageAllTitle"), msg("dicomAccessPageMineTitle")) wide=true>
  <@layout.menu page.menu()/>
  <#if page.news()??><@layout.alert "success">${msg(page.news(), page.count())}</@layout.alert></#if>
  <#if page.complaint()??><@layout.alert "danger">${msg(page.complaint())}</@layout.alert></#if>
  <form class="dicom-access-filter" method="get" role="search" aria-label="${msg("dicomAccessPageFilter")}">
    <@layout.select name="status" label=msg("dicomAccessPageState")>
      <option value="">${msg("dicomAccessPageAnyState")}</option>
      <#list page.states() as state><option value="${state}"<#if (page.filter()["status"]!"") == state> selected</#if>>${msg("dicomAccessPageState." + state)}</option></#list>
    </@layout.select>
    <@layout.text name="study" label=msg("dicomAccessPageStudyUid") value=page.filter()["study"]!""/>
    <#if everybodys>
    <@layout.text name="owner" label=msg("dicomAccessPageOwner") value=page.filter()["owner"]!""/>
    </#if>
    <@layout.text name="recipient" label=msg("dicomAccessPageRecipient") value=page.filter()["recipient"]!""/>
    <button class="${properties.kcButtonClass!} ${properties.kcButtonSecondaryClass!}" type="submit">${msg("dicomAccessPageFilter")}</button>
  </form>
  <#if page.shares()?has_content>
  <#if page.mayRevoke()>
  <form method="post" data-once>
    <@layout.own page.menu()/>
  </#if>
    <div class="dicom-access-scroll" tabindex="0" role="region" aria-labelledby="kc-page-title">
    <table class="dicom-access-table">
      <thead><tr>
        <#if page.mayRevoke()><th scope="col"><span class="dicom-access-hidden">${msg("dicomAccessPageChoose")}</span></th></#if>
        <#if !everybodys><th scope="col"><span class="dicom-access-hidden">${msg("dicomAccessPageManage")}</span></th></#if>
        <th scope="col">${msg("dicomAccessPageCreated")}</th>
        <th scope="col">${msg("dicomAccessPageState")}</th>
        <th scope="col">${msg("dicomAccessPageLabel")}</th>
        <#if everybodys><th scope="col">${msg("dicomAccessPageOwner")}</th></#if>
        <th scope="col">${msg("dicomAccessPageRecipient")}</th>
        <th scope="col">${msg("dicomAccessPageStudies")}</th>
        <th scope="col">${msg("dicomAccessPageOpened")}</th>
        <th scope="col">${msg("dicomAccessPageUntil")}</th>
      </tr></thead>
      <tbody>
        <#list page.shares() as share>
        <tr>
          <#if page.mayRevoke()><td><#if !share.ended()><input type="checkbox" name="share" value="${share.id()}" aria-label="${msg("dicomAccessPageChoose")} ${share.id()}"></#if></td></#if>
          <#if !everybodys><td><a href="${share.manage()}" aria-label="${msg("dicomAccessPageManage")} ${share.label()}">${msg("dicomAccessPageManage")}</a></td></#if>
          <td><@layout.time share.created()/></td>
          <td><span class="dicom-access-state dicom-access-${share.state()}">${msg("dicomAccessPageState." + share.state())}</span></td>
          <td>${share.label()}</td>
          <#if everybodys><td>${share.owner()}</td></#if>
          <td>${share.recipient()!msg("dicomAccessPageForAnybody")}</td>
          <td>${share.studies()}</td>
          <td>${share.opens()}<#if share.maximumOpens()??> / ${share.maximumOpens()}</#if></td>
          <td><@layout.time share.expires()/></td>
        </tr>
        </#list>
      </tbody>
    </table>
    </div>
    <#if page.mayRevoke()>
    <@layout.text name="reason" label=msg("dicomAccessPageReason")/>
    <@layout.submit value="revoke" style="secondary">${msg("dicomAccessPageRevokeChosen")}</@layout.submit>
  </form>
    </#if>
  <#if page.next()??><p class="dicom-access-next"><a href="${page.next()}" rel="next">${msg("dicomAccessPageNext")}</a></p></#if>
  <#else>
  <p>${msg("dicomAccessPageNoShares")}</p>
  </#if>
</@layout.layout>
