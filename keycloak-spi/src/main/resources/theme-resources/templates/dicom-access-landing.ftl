<#import "dicom-access-layout.ftl" as layout>
<#function problemOf name>
  <#if page.problem()?? && page.problem().field() == name>
    <#if page.problem().attemptsLeft()??>
      <#return msg(page.problem().message()) + " " + msg("dicomAccessPageAttemptsLeft", page.problem().attemptsLeft())>
    </#if>
    <#return msg(page.problem().message())>
  </#if>
  <#return "">
</#function>
<#macro secret name label help hint>
  <#local error = problemOf(name)>
  <@layout.field name=name label=label error=error>
    <span class="${properties.kcInputClass!}<#if error?has_content> ${properties.kcError!}</#if>">
      <input id="${name}" name="${name}" type="text" required maxlength="128" spellcheck="false" autocapitalize="none" autocomplete="${hint}"<#if hint == 'one-time-code'> inputmode="numeric"</#if> aria-describedby="${name}-help<#if error?has_content> ${name}-error</#if>"<#if error?has_content> aria-invalid="true" autofocus</#if>>
    </span>
    <div class="${properties.kcFormHelperTextClass!} dicom-access-help" id="${name}-help">${help}</div>
  </@layout.field>
</#macro>
<@layout.layout title=msg("dicomAccessPageLandingTitle")>
  <#if page.news()??><@layout.alert "success">${msg(page.news(), page.mailedTo()!"")}</@layout.alert></#if>
  <@layout.facts page.facts()/>
  <#if page.mailedTo()??>
  <form class="${properties.kcFormClass!} dicom-access-form" method="post" data-once>
    <p>${msg("dicomAccessPageCodeExplained", page.mailedTo())}</p>
    <@layout.submit value="send-code" style="secondary">${msg("dicomAccessPageSendCode")}</@layout.submit>
  </form>
  </#if>
  <form class="${properties.kcFormClass!} dicom-access-form" method="post" data-once>
    <#if page.mailedTo()??>
      <@secret name="mailed-code" label=msg("dicomAccessPageCode") help=msg("dicomAccessPageCodeHelp") hint="one-time-code"/>
    </#if>
    <#if page.passcode()>
      <@secret name="passcode" label=msg("dicomAccessPagePasscode") help=msg("dicomAccessPagePasscodeHelp") hint="off"/>
    </#if>
    <#if page.viewers()?size gt 1>
    <fieldset class="dicom-access-choice">
      <legend class="${properties.kcFormLabelTextClass!}">${msg("dicomAccessPageViewer")}</legend>
      <#list page.viewers() as viewer>
      <div class="pf-v5-c-radio">
        <input class="pf-v5-c-radio__input" type="radio" name="viewer" id="viewer-${viewer}" value="${viewer}"<#if viewer == page.viewer()> checked</#if>>
        <label class="pf-v5-c-radio__label" for="viewer-${viewer}">${msg("dicomAccessPageViewer." + viewer)}</label>
      </div>
      </#list>
    </fieldset>
    </#if>
    <#if page.viewers()?has_content>
    <@layout.submit value="open">${msg("dicomAccessPageOpen")}</@layout.submit>
    </#if>
    <#if page.download()>
    <@layout.submit value="download" style="${page.viewers()?has_content?then('secondary', 'primary')}">${msg("dicomAccessPageDownload")}</@layout.submit>
    </#if>
  </form>
  <p class="dicom-access-small">${msg("dicomAccessPageCare")}</p>
</@layout.layout>
