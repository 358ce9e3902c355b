<#-- Place for a stylesheet that a login theme makes of its properties; the page's policy allows it by its nonce. -->
<#macro style nonce=""></#macro>
