<#if document??>
${document?no_esc}
<#else>
<#import "template.ftl" as layout>
<@layout.emailLayout>
${content?no_esc}
</@layout.emailLayout>
</#if>
