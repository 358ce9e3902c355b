<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("dicomAccessGreeting")}</p>
<p>${msg("dicomAccessEndsSoonIntro", ends)}</p>
<#if label??>
<p>${msg("dicomAccessLabel")} <strong>${label}</strong></p>
</#if>
<p>${msg("dicomAccessEndsSoonExtend")}<br><a href="${link}">${link}</a></p>
</@layout.emailLayout>
