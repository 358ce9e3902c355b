<#import "dicom-access-layout.ftl" as layout>
<#assign complaint = page.complaint()!"">
<#assign entered = page.entered()>
<#function wrong name><#return layout.wrong(complaint, name)></#function>
<@layout.layout title=msg("dicomAccessPageKeysTitle") wide=true>
  <@layout.menu page.menu()/>
  <#if page.news()??><@layout.alert "success">${msg(page.news())}</@layout.alert></#if>
  <#if complaint?has_content><@layout.alert "danger">${msg(complaint.message())}</@layout.alert></#if>
  <#if page.given()??>
  <@layout.alert "success">${msg("dicomAccessPageKeyMade", page.given().name())}</@layout.alert>
  <p>${msg("dicomAccessPageKeyOnce")}</p>
  <div class="dicom-access-link">
    <label class="${properties.kcFormLabelClass!}" for="new-key">${msg("dicomAccessPageKey")}</label>
    <div class="dicom-access-copy">
      <span class="${properties.kcInputClass!}"><input id="new-key" type="text" value="${page.given().text()}" readonly autocomplete="off" spellcheck="false"></span>
      <button class="${properties.kcButtonClass!} ${properties.kcButtonSecondaryClass!}" type="button" data-copy="new-key" data-done="${msg("dicomAccessPageCopied")}" hidden>${msg("dicomAccessPageCopy")}</button>
    </div>
  </div>
  </#if>
  <p>${msg("dicomAccessPageKeysText")}</p>
  <#if page.keys()?has_content>
  <div class="dicom-access-scroll" tabindex="0" role="region" aria-labelledby="kc-page-title">
  <table class="dicom-access-table">
    <thead><tr>
      <th scope="col">${msg("dicomAccessPageKeyName")}</th>
      <th scope="col">${msg("dicomAccessPageKeyReach")}</th>
      <th scope="col">${msg("dicomAccessPageKeyCreated")}</th>
      <th scope="col">${msg("dicomAccessPageKeyEnds")}</th>
      <th scope="col">${msg("dicomAccessPageLastUse")}</th>
      <th scope="col"><span class="dicom-access-hidden">${msg("dicomAccessPageKeyRevoke")}</span></th>
    </tr></thead>
    <tbody>
      <#list page.keys() as key>
      <tr>
        <td>${key.name()}</td>
        <td>${key.permissions()!msg("dicomAccessPageKeyAll")}</td>
        <td><@layout.time key.created()/></td>
        <td><#if key.expires()??><@layout.time key.expires()/><#if key.expired()> <span class="dicom-access-state dicom-access-expired">${msg("dicomAccessPageState.expired")}</span></#if><#else>${msg("dicomAccessPageKeyEndless")}</#if></td>
        <td><#if key.lastUse()??><@layout.time key.lastUse()/><#else>${msg("dicomAccessPageKeyUnused")}</#if></td>
        <td>
          <form method="post" data-once>
            <@layout.own page.menu()/>
            <input type="hidden" name="key" value="${key.id()}">
            <button class="${properties.kcButtonClass!} ${properties.kcButtonSecondaryClass!}" type="submit" name="do" value="revoke" aria-label="${msg("dicomAccessPageKeyRevoke")} ${key.name()}">${msg("dicomAccessPageKeyRevoke")}</button>
          </form>
        </td>
      </tr>
      </#list>
    </tbody>
  </table>
  </div>
  <#else>
  <p>${msg("dicomAccessPageNoKeys")}</p>
  </#if>
  <#if page.mayMake()>
  <h2 class="dicom-access-heading">${msg("dicomAccessPageKeyMake")}</h2>
  <form class="dicom-access-form" method="post" data-once>
    <@layout.own page.menu()/>
    <@layout.text name="name" label=msg("dicomAccessPageKeyName") value=entered["name"]!"" help=msg("dicomAccessPageKeyNameHelp") error=wrong("name")/>
    <@layout.select name="days" label=msg("dicomAccessPageDays") error=wrong("days")>
      <#list page.days() as days><option value="${days?c}"<#if (entered["days"]!"") == days?c> selected</#if>>${msg("dicomAccessPageDaysChoice", days)}</option></#list>
      <#if page.endless()><option value=""<#if !(entered["days"]??)> selected</#if>>${msg("dicomAccessPageKeyEndless")}</option></#if>
    </@layout.select>
    <fieldset class="dicom-access-choice">
      <legend>${msg("dicomAccessPageKeyReach")}</legend>
      <@layout.check type="radio" name="reach" id="reach-all" value="all" label=msg("dicomAccessPageKeyAll") checked=((entered["reach"]!"all") == "all")/>
      <@layout.check type="radio" name="reach" id="reach-only" value="only" label=msg("dicomAccessPageKeyOnly") checked=((entered["reach"]!"all") == "only")/>
      <div class="dicom-access-below" data-shown-with="reach-only">
        <#list page.permissions() as permission>
        <@layout.check name="permission" id="permission-" + permission?index value=permission label=permission checked=page.chosen()?seq_contains(permission)/>
        </#list>
        <#if wrong("permission")?has_content><div class="${properties.kcInputErrorMessageClass!} dicom-access-error">${wrong("permission")}</div></#if>
      </div>
    </fieldset>
    <@layout.submit value="make">${msg("dicomAccessPageKeyMake")}</@layout.submit>
  </form>
  <#else>
  <p>${msg("dicomAccessPageMayHaveNoKeysText")}</p>
  </#if>
</@layout.layout>
