<#import "dicom-access-layout.ftl" as layout>
<@layout.layout title=msg("dicomAccessPageArchivesTitle")>
  <p>${msg("dicomAccessPageArchivesText")}</p>
  <ul class="pf-v5-c-list">
    <#list page.links() as link>
    <li><a href="${link}" download>${msg("dicomAccessPageArchive", link?counter, page.links()?size)}</a></li>
    </#list>
  </ul>
</@layout.layout>
