<#import "template.ftl" as layout>
<#assign clientName = (client.name?has_content)?then(advancedMsg(client.name), client.clientId)>
<@layout.registrationLayout bodyClass="oauth" displayMessage=false; section>
  <#if section = "header">
    ${msg("dicomAccessPageConsentTitle", clientName)}
  <#elseif section = "form">
  <link href="${url.resourcesPath}/dicom-access/pages.css" rel="stylesheet">
  <div id="kc-oauth" class="content-area dicom-access-consent">
    <#list consent.entries() as entry>
    <h2>${entry.download()?then(msg("dicomAccessPageConsentDownload", entry.studies()?size), msg("dicomAccessPageConsentRead", entry.studies()?size))}</h2>
    <ul class="${properties.kcListClass!}">
      <#list entry.studies() as study>
      <li><code>${study}</code></li>
      </#list>
    </ul>
    <#list entry.locations() as location>
    <p>${msg("dicomAccessPageConsentAt", location)}</p>
    </#list>
    </#list>
    <p><#if consent.end()?has_content>${msg("dicomAccessPageConsentUntil", consent.end())}<#else>${msg("dicomAccessPageConsentNoEnd")}</#if></p>
    <form class="${properties.kcFormClass!} ${properties.kcMarginTopClass!}" action="${url.loginAction}" method="post">
      <div class="${properties.kcFormGroupClass!}">
        <button class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" id="kc-accept" type="submit" name="accept" value="on">${msg("doYes")}</button>
      </div>
      <div class="${properties.kcFormGroupClass!}">
        <button class="${properties.kcButtonClass!} ${properties.kcButtonSecondaryClass!(properties.kcButtonDefaultClass!)} ${properties.kcButtonBlockClass!}" id="kc-decline" type="submit" name="cancel" value="on">${msg("doNo")}</button>
      </div>
    </form>
  </div>
  </#if>
</@layout.registrationLayout>
