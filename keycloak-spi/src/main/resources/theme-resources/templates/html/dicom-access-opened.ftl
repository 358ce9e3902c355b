<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("dicomAccessGreeting")}</p>
<p>${msg("dicomAccessOpenedIntro", when)}</p>
<#if label??>
<p>${msg("dicomAccessLabel")} <strong>${label}</strong></p>
</#if>
<p>${msg("dicomAccessOpenedStudies", studies)}</p>
<p>${msg("dicomAccessOpenedCare")}</p>
</@layout.emailLayout>
