<#import "dicom-access-layout.ftl" as layout>
<#assign complaint = page.complaint()!"">
<#assign share = page.share()>
<#function wrong name><#return layout.wrong(complaint, name)></#function>
<@layout.layout title=msg("dicomAccessPageOneTitle") wide=true>
  <@layout.menu page.menu()/>
  <#if page.news()??><@layout.alert "success">${msg(page.news())}</@layout.alert></#if>
  <#if complaint?has_content><@layout.alert "danger">${msg(complaint.message(), complaint.detail())}</@layout.alert></#if>
  <dl class="dicom-access-facts">
    <div><dt>${msg("dicomAccessPageState")}</dt><dd><span class="dicom-access-state dicom-access-${share.state()}">${msg("dicomAccessPageState." + share.state())}</span></dd></div>
    <#if share.label()?has_content><div><dt>${msg("dicomAccessPageLabel")}</dt><dd>${share.label()}</dd></div></#if>
    <div><dt>${msg("dicomAccessPageRecipient")}</dt><dd>${share.recipient()!msg("dicomAccessPageForAnybody")}</dd></div>
    <div><dt>${msg("dicomAccessPageStudies")}</dt><dd><#list page.studies() as study><code>${study}</code><#sep><br></#list></dd></div>
    <div><dt>${msg("dicomAccessPageCreated")}</dt><dd><@layout.time share.created()/></dd></div>
    <#if page.notBefore()??><div><dt>${msg("dicomAccessPageFromTime")}</dt><dd><@layout.time page.notBefore()/></dd></div></#if>
    <div><dt>${msg("dicomAccessPageUntil")}</dt><dd><@layout.time share.expires()/></dd></div>
    <div><dt>${msg("dicomAccessPageOpened")}</dt><dd>${share.opens()}<#if share.maximumOpens()??> / ${share.maximumOpens()}</#if></dd></div>
    <#if share.lastUse()??><div><dt>${msg("dicomAccessPageLastUse")}</dt><dd><@layout.time share.lastUse()/></dd></div></#if>
    <#if page.revokedAt()??><div><dt>${msg("dicomAccessPageState.revoked")}</dt><dd><@layout.time page.revokedAt()/>, ${page.revokedBy()}<#if page.reason()?has_content>: ${page.reason()}</#if></dd></div></#if>
  </dl>
  <#if !(page.revokedAt()??)>
  <section class="dicom-access-actions" aria-label="${msg("dicomAccessPageChange")}">
    <#if page.mayChange()>
    <#if share.state() == "locked">
    <form class="dicom-access-form" method="post" data-once>
      <@layout.own page.menu()/>
      <@layout.submit value="unlock">${msg("dicomAccessPageUnlock")}</@layout.submit>
    </form>
    </#if>
    <details<#if wrong("days")?has_content || wrong("opens")?has_content> open</#if>>
      <summary>${msg("dicomAccessPageExtend")}</summary>
      <form class="dicom-access-form" method="post" data-once>
        <@layout.own page.menu()/>
        <@layout.select name="days" label=msg("dicomAccessPageDays") error=wrong("days")>
          <option value="">${msg("dicomAccessPageUnchanged")}</option>
          <#list page.days() as days><option value="${days?c}">${msg("dicomAccessPageDaysFromNow", days)}</option></#list>
        </@layout.select>
        <@layout.text name="opens" type="number" label=msg("dicomAccessPageOpens") help=msg("dicomAccessPageOpensMore") error=wrong("opens")/>
        <@layout.submit value="extend" style="secondary">${msg("dicomAccessPageExtend")}</@layout.submit>
      </form>
    </details>
    <details<#if wrong("passcode")?has_content> open</#if>>
      <summary>${msg("dicomAccessPageChangePasscode")}</summary>
      <form class="dicom-access-form" method="post" data-once>
        <@layout.own page.menu()/>
        <@layout.text name="passcode" label=page.passcodeRequired()?then(msg("dicomAccessPagePasscode"), msg("dicomAccessPagePasscodeOptional")) help=msg("dicomAccessPagePasscodeGiverHelp") error=wrong("passcode")/>
        <@layout.submit value="passcode" style="secondary">${msg("dicomAccessPageChangePasscode")}</@layout.submit>
      </form>
    </details>
    </#if>
    <details<#if wrong("reason")?has_content> open</#if>>
      <summary>${msg("dicomAccessPageRevoke")}</summary>
      <form class="dicom-access-form" method="post" data-once>
        <@layout.own page.menu()/>
        <p>${msg("dicomAccessPageRevokeText")}</p>
        <@layout.text name="reason" label=msg("dicomAccessPageReason") error=wrong("reason")/>
        <@layout.submit value="revoke">${msg("dicomAccessPageRevoke")}</@layout.submit>
      </form>
    </details>
  </section>
  </#if>
  <h2 class="dicom-access-heading" id="history">${msg("dicomAccessPageHistory")}</h2>
  <div class="dicom-access-scroll" tabindex="0" role="region" aria-labelledby="history">
  <table class="dicom-access-table">
    <thead><tr>
      <th scope="col">${msg("dicomAccessPageWhen")}</th>
      <th scope="col">${msg("dicomAccessPageWhat")}</th>
      <th scope="col">${msg("dicomAccessPageWho")}</th>
      <th scope="col">${msg("dicomAccessPageAddress")}</th>
      <th scope="col">${msg("dicomAccessPageBrowser")}</th>
    </tr></thead>
    <tbody>
      <#list page.history() as event>
      <tr>
        <td><@layout.time event.at()/></td>
        <td>${msg("dicomAccessPageHappened." + event.kind())}<#if event.detail()?has_content>: ${event.detail()}</#if></td>
        <td>${event.by()}</td>
        <td>${event.address()}</td>
        <td>${event.browser()}</td>
      </tr>
      </#list>
    </tbody>
  </table>
  </div>
</@layout.layout>
