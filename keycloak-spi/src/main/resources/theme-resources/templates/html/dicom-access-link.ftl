<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("dicomAccessGreeting")}</p>
<p>${msg("dicomAccessLinkIntro", giver)}</p>
<#if label??>
<p>${msg("dicomAccessLabel")} <strong>${label}</strong></p>
</#if>
<p><a class="dicom-access-action" href="${link}">${msg("dicomAccessLinkOpen")}</a></p>
<p>${msg("dicomAccessLinkCopy")}<br>${link}</p>
<p>${msg("dicomAccessLinkExpires", expires)}</p>
<#if passcode>
<p>${msg("dicomAccessLinkPasscode", giver)}</p>
</#if>
<#if messageLines??>
<p>${msg("dicomAccessLinkMessage", giver)}</p>
<blockquote>
<#list messageLines as line>
${line}<#sep><br></#sep>
</#list>
</blockquote>
</#if>
<p>${msg("dicomAccessLinkCare")}</p>
</@layout.emailLayout>
