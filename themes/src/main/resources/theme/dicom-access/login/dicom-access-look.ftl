<#-- Logo and colours of theme.properties, as a stylesheet. Whatever is not a colour or the name of a picture is
     left out, so that the theme's own stands. nonce: where a page's policy asks for one. -->
<#macro style nonce="">
<style<#if nonce?has_content> nonce="${nonce}"</#if>>
:root {
<@colour "primary" properties.dicomAccessPrimary!""/>
<@colour "background" properties.dicomAccessBackground!""/>
<@picture properties.dicomAccessLogo!""/>
}
:root.${properties.kcDarkModeClass!"pf-v5-theme-dark"} {
<@colour "primary" properties.dicomAccessPrimaryDark!""/>
<@colour "background" properties.dicomAccessBackgroundDark!""/>
<@picture properties.dicomAccessLogoDark!""/>
}
</style>
</#macro>

<#macro colour name value>
<#if value?matches("#[0-9A-Fa-f]{6}")>
  --dicom-access-${name}: ${value};
</#if>
</#macro>

<#macro picture file>
<#if file?matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\\.(svg|png)")>
  --dicom-access-logo: url("${url.resourcesPath}/${file}");
</#if>
</#macro>
