<#import "dicom-access-look.ftl" as look>
<#-- Keycloak's pages have this place for what a theme adds to each of them. -->
<#macro content>
<@look.style/>
</#macro>
