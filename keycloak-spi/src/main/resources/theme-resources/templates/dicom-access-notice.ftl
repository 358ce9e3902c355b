<#import "dicom-access-layout.ftl" as layout>
<@layout.layout title=msg(page.title())>
  <p>${msg(page.text(), (page.arguments()[0])!"", (page.arguments()[1])!"")}</p>
  <@layout.facts page.facts()/>
  <#if page.link()??>
  <p class="dicom-access-next"><a class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" href="${page.link().target()}">${msg(page.link().text())}</a></p>
  </#if>
</@layout.layout>
