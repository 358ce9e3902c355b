<#import "dicom-access-layout.ftl" as layout>
<#assign complaint = page.complaint()!"">
<#function entered name fallback=""><#return page.entered()[name]!fallback></#function>
<#function wrong name><#return layout.wrong(complaint, name)></#function>
<@layout.layout title=msg("dicomAccessPageShareTitle") wide=true>
  <@layout.menu page.menu()/>
  <#if complaint?has_content>
  <@layout.alert "danger">${msg("dicomAccessPageNotGiven")} ${(complaint.field() == "")?then(msg(complaint.message(), complaint.detail()), "")}</@layout.alert>
  </#if>
  <div class="dicom-access-scroll" tabindex="0" role="region" aria-label="${msg("dicomAccessPageStudies")}">
  <table class="dicom-access-table">
    <thead><tr>
      <th scope="col">${msg("dicomAccessPagePatient")}</th>
      <th scope="col">${msg("dicomAccessPageBorn")}</th>
      <th scope="col">${msg("dicomAccessPageDate")}</th>
      <th scope="col">${msg("dicomAccessPageStudy")}</th>
    </tr></thead>
    <tbody>
      <#list page.studies() as study>
      <tr>
        <th scope="row">${study.patient()!"–"}</th>
        <td><#if study.born()??>${times.day(study.born())}<#else>–</#if></td>
        <td><#if study.date()??>${times.day(study.date())}<#else>–</#if></td>
        <td>${study.description()!""} ${study.modalities()} <#if !(study.patient()??)><code>${study.uid()}</code></#if></td>
      </tr>
      </#list>
    </tbody>
  </table>
  </div>
  <form class="${properties.kcFormClass!} dicom-access-form" method="post" data-once novalidate>
    <@layout.own page.menu()/>
    <fieldset class="dicom-access-choice">
      <legend>${msg("dicomAccessPageFor")}</legend>
      <@layout.check name="for" id="for-anybody" type="radio" value="anybody" label=msg("dicomAccessPageForAnybody") checked=(entered("for", "anybody") == "anybody")/>
      <@layout.check name="for" id="for-email" type="radio" value="email" label=msg("dicomAccessPageForEmail") checked=(entered("for") == "email")/>
      <div class="dicom-access-below" data-shown-with="for-email">
        <@layout.text name="email" type="email" label=msg("dicomAccessPageEmail") value=entered("email") error=wrong("email")/>
        <@layout.check name="email-code" label=msg("dicomAccessPageEmailCode") checked=(entered("email-code") != "") error=wrong("email-code")/>
      </div>
      <@layout.check name="for" id="for-user" type="radio" value="user" label=msg("dicomAccessPageForUser") checked=(entered("for") == "user")/>
      <div class="dicom-access-below" data-shown-with="for-user">
        <@layout.text name="username" label=msg("dicomAccessPageUsername") value=entered("username") error=wrong("username")/>
      </div>
    </fieldset>
    <#if page.days()?has_content>
    <@layout.select name="days" label=msg("dicomAccessPageDays") error=wrong("days")>
      <#list page.days() as days><option value="${days?c}"<#if entered("days", page.usualDays()?c) == days?c> selected</#if>>${msg("dicomAccessPageDaysChoice", days)}</option></#list>
    </@layout.select>
    </#if>
    <#if page.viewers()?size gt 1>
    <@layout.select name="viewer" label=msg("dicomAccessPageViewer")>
      <#list page.viewers() as viewer><option value="${viewer}"<#if entered("viewer") == viewer> selected</#if>>${msg("dicomAccessPageViewer." + viewer)}</option></#list>
    </@layout.select>
    <#else>
    <input type="hidden" name="viewer" value="${page.viewers()[0]}">
    </#if>
    <@layout.text name="passcode" label=page.passcodeRequired()?then(msg("dicomAccessPagePasscode"), msg("dicomAccessPagePasscodeOptional")) help=msg("dicomAccessPagePasscodeGiverHelp") error=wrong("passcode")/>
    <@layout.text name="opens" type="number" label=msg("dicomAccessPageOpens") help=msg("dicomAccessPageOpensHelp") value=entered("opens") error=wrong("opens")/>
    <@layout.text name="label" label=msg("dicomAccessPageLabel") help=msg("dicomAccessPageLabelHelp") value=entered("label") error=wrong("label")/>
    <fieldset class="dicom-access-choice">
      <legend>${msg("dicomAccessPageMore")}</legend>
      <#if page.download()><@layout.check name="download" label=msg("dicomAccessPageAllowDownload") checked=(entered("download") != "") error=wrong("download")/></#if>
      <@layout.check name="notify-open" label=msg("dicomAccessPageNotifyOpen") checked=(entered("notify-open") != "")/>
      <@layout.check name="notify-end" label=msg("dicomAccessPageNotifyEnd") checked=(entered("notify-end") != "")/>
    </fieldset>
    <@layout.submit value="give">${msg("dicomAccessPageGive")}</@layout.submit>
  </form>
</@layout.layout>
