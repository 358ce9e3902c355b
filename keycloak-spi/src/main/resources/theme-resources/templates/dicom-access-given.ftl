<#import "dicom-access-layout.ftl" as layout>
<#assign complaint = page.complaint()!"">
<@layout.layout title=msg("dicomAccessPageGivenTitle") wide=true>
  <@layout.menu page.menu()/>
  <#if page.sent()??>
  <#if page.sent()><@layout.alert "success">${msg("dicomAccessPageLinkSent", page.mailTo()!"")}</@layout.alert>
  <#else><@layout.alert "danger">${msg("dicomAccessPageLinkNotSent")}</@layout.alert></#if>
  </#if>
  <p>${msg("dicomAccessPageGivenText")}</p>
  <div class="dicom-access-link">
    <label class="${properties.kcFormLabelClass!}" for="link">${msg("dicomAccessPageLink")}</label>
    <div class="dicom-access-copy">
      <span class="${properties.kcInputClass!}"><input id="link" type="text" value="${page.link()}" readonly></span>
      <button class="${properties.kcButtonClass!} ${properties.kcButtonSecondaryClass!}" type="button" data-copy="link" data-done="${msg("dicomAccessPageCopied")}" hidden>${msg("dicomAccessPageCopy")}</button>
    </div>
    <div class="dicom-access-qr">${page.qrCode()?no_esc}</div>
  </div>
  <@layout.facts page.facts()/>
  <#if page.passcode()><p>${msg("dicomAccessPageTellPasscode")}</p></#if>
  <#if page.mailTo()??>
  <form class="${properties.kcFormClass!} dicom-access-form" method="post" data-once>
    <@layout.own page.menu()/>
    <input type="hidden" name="link" value="${page.link()}">
    <@layout.field name="message" label=msg("dicomAccessPageMessage") error=layout.wrong(complaint, "message")>
      <span class="${properties.kcInputClass!}"><textarea id="message" name="message" rows="4" maxlength="2000">${page.message()}</textarea></span>
    </@layout.field>
    <@layout.submit value="send">${msg("dicomAccessPageSendLink", page.mailTo())}</@layout.submit>
  </form>
  </#if>
  <p><a href="${page.manage()}">${msg("dicomAccessPageManage")}</a></p>
</@layout.layout>
