<#import "template.ftl" as layout>
<@layout.emailLayout>
<div style="max-width: 40em; font-family: sans-serif">
{email-content}
<hr>
<p><small>${msg("dicomAccessEmailFooter", realmName)}</small></p>
</div>
</@layout.emailLayout>
