<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("dicomAccessGreeting")}</p>
<p>${msg("dicomAccessCodeIntro")}</p>
<p style="font-size: 150%"><strong>${code}</strong></p>
<p>${msg("dicomAccessCodeValid", minutes)}</p>
<p>${msg("dicomAccessCodeCare")}</p>
</@layout.emailLayout>
