<#import "theme-resources.ftl" as themeFiles>
<#import "dicom-access-look.ftl" as look>
<#-- What every page has around it. Without inline scripts and styles: the pages' policy allows none. -->
<#macro layout title wide=false>
<!DOCTYPE html>
<html class="${properties.kcHtmlClass!}" lang="${lang}" dir="${locale.rtl?then('rtl', 'ltr')}"<#if darkMode> data-dark-class="${properties.kcDarkModeClass!}"</#if>>
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light${darkMode?then(' dark', '')}">
  <title>${title} · ${realm.displayName!realm.name}</title>
  <#if themeResources.favicons?has_content>
  <@themeFiles.renderFavicons themeResources.favicons url.resourcesPath/>
  <#else>
  <link rel="icon" href="${url.resourcesCommonPath}/img/favicon.ico">
  </#if>
  <#if themeResources.stylesCommon?has_content>
  <@themeFiles.renderStyles themeResources.stylesCommon url.resourcesCommonPath/>
  <#elseif properties.stylesCommon?has_content>
  <#list properties.stylesCommon?split(' ') as style>
  <link href="${url.resourcesCommonPath}/${style}" rel="stylesheet">
  </#list>
  </#if>
  <#if themeResources.styles?has_content>
  <@themeFiles.renderStyles themeResources.styles url.resourcesPath/>
  <#elseif properties.styles?has_content>
  <#list properties.styles?split(' ') as style>
  <link href="${url.resourcesPath}/${style}" rel="stylesheet">
  </#list>
  </#if>
  <link href="${url.resourcesPath}/dicom-access/pages.css" rel="stylesheet">
  <@look.style nonce=styleNonce!""/>
  <script src="${url.resourcesPath}/dicom-access/pages.js" defer></script>
</head>
<body id="keycloak-bg" class="${properties.kcBodyClass!}">
<div class="${properties.kcLogin!(properties.kcLoginClass!)} dicom-access<#if wide> dicom-access-wide</#if>">
  <div class="${properties.kcLoginContainer!}">
    <header id="kc-header" class="pf-v5-c-login__header">
      <div id="kc-header-wrapper" class="pf-v5-c-brand">${kcSanitize(msg("loginTitleHtml", (realm.displayNameHtml!'')))?no_esc}</div>
    </header>
    <main class="${properties.kcLoginMain!(properties.kcFormCardClass!)}">
      <div class="${properties.kcLoginMainHeader!(properties.kcFormHeaderClass!)}">
        <h1 class="${properties.kcLoginMainTitle!}" id="kc-page-title">${title}</h1>
      </div>
      <div class="${properties.kcLoginMainBody!}">
        <#nested>
      </div>
      <#if realm.internationalizationEnabled && locale.supported?size gt 1>
      <nav class="${properties.kcLoginMainFooter!} dicom-access-languages" aria-label="${msg("dicomAccessPageLanguages")}">
        <ul>
          <#list locale.supported as language>
          <li><a href="${language.url}" lang="${language.languageTag}" hreflang="${language.languageTag}"<#if language.languageTag == lang> aria-current="true"</#if>>${language.label}</a></li>
          </#list>
        </ul>
      </nav>
      </#if>
    </main>
  </div>
</div>
</body>
</html>
</#macro>

<#-- A list of names and texts or times. -->
<#macro facts list>
<#if list?has_content>
<dl class="dicom-access-facts">
  <#list list as fact>
  <div>
    <dt>${msg(fact.name())}</dt>
    <dd><#if fact.at()??><@time fact.at()/><#else>${fact.text()!}</#if></dd>
  </div>
  </#list>
</dl>
</#if>
</#macro>

<#-- In UTC; the script of the pages puts it into the reader's time zone. -->
<#macro time at><time datetime="${at}">${times.of(at)}</time></#macro>

<#-- kind: success, info, warning or danger. -->
<#macro alert kind id="">
<div class="${properties.kcAlertClass!} pf-m-${kind} dicom-access-alert"<#if id?has_content> id="${id}"</#if> role="${(kind == 'danger')?then('alert', 'status')}">
  <div class="${properties.kcAlertIconClass!}"><span class="<#if kind == 'success'>${properties.kcFeedbackSuccessIcon!}<#elseif kind == 'danger'>${properties.kcFeedbackErrorIcon!}<#elseif kind == 'warning'>${properties.kcFeedbackWarningIcon!}<#else>${properties.kcFeedbackInfoIcon!}</#if>" aria-hidden="true"></span></div>
  <span class="${properties.kcAlertTitleClass!}"><#nested></span>
</div>
</#macro>

<#-- A labelled field. help: the id of what explains it. -->
<#macro field name label error="">
<div class="${properties.kcFormGroupClass!}">
  <div class="${properties.kcFormGroupLabelClass!}">
    <label for="${name}" class="${properties.kcFormLabelClass!(properties.kcLabelClass!)}"><span class="${properties.kcFormLabelTextClass!}">${label}</span></label>
  </div>
  <#nested>
  <#if error?has_content>
  <div class="${properties.kcFormHelperTextClass!} ${properties.kcInputErrorMessageClass!} dicom-access-error" id="${name}-error">${error}</div>
  </#if>
</div>
</#macro>

<#macro submit value="" style="primary" name="do">
<button class="${properties.kcButtonClass!} <#if style == 'primary'>${properties.kcButtonPrimaryClass!}<#else>${properties.kcButtonSecondaryClass!(properties.kcButtonDefaultClass!)}</#if> ${properties.kcButtonBlockClass!}" type="submit"<#if value?has_content> name="${name}" value="${value}"</#if>><#nested></button>
</#macro>

<#-- What is above every page of somebody who is signed in. -->
<#macro menu of>
<nav class="dicom-access-menu" aria-label="${msg("dicomAccessPageMenu")}">
  <span>${msg("dicomAccessPageSignedInAs", of.name())}</span>
  <a href="${of.mine()}">${msg("dicomAccessPageMineTitle")}</a>
  <#if of.keys()??><a href="${of.keys()}">${msg("dicomAccessPageKeysTitle")}</a></#if>
  <#if of.all()??><a href="${of.all()}">${msg("dicomAccessPageAllTitle")}</a></#if>
  <#if of.signOut()??><a href="${of.signOut()}">${msg("dicomAccessPageSignOut")}</a></#if>
</nav>
</#macro>

<#-- Shows that a page of this server made the form. -->
<#macro own of><input type="hidden" name="form-token" value="${of.formToken()}"></#macro>

<#macro text name label value="" type="text" help="" error="" more="">
<@field name=name label=label error=error>
  <span class="${properties.kcInputClass!}<#if error?has_content> ${properties.kcError!}</#if>">
    <input id="${name}" name="${name}" type="${type}" value="${value}"<#if type == 'number'> min="1"</#if> maxlength="255" autocomplete="off" spellcheck="false"<#if help?has_content || error?has_content> aria-describedby="<#if help?has_content>${name}-help</#if><#if error?has_content> ${name}-error</#if>"</#if><#if error?has_content> aria-invalid="true" autofocus</#if>>
  </span>
  <#if help?has_content><div class="dicom-access-help" id="${name}-help">${help}</div></#if>
</@field>
</#macro>

<#macro select name label error="">
<@field name=name label=label error=error>
  <span class="${properties.kcInputClass!}"><select id="${name}" name="${name}"<#if error?has_content> aria-invalid="true" aria-describedby="${name}-error"</#if>><#nested></select></span>
</@field>
</#macro>

<#macro check name label checked=false error="" type="checkbox" value="on" id=name>
<div class="${properties.kcCheckboxClass!}">
  <input class="${properties.kcCheckboxInputClass!}" type="${type}" id="${id}" name="${name}" value="${value}"<#if checked> checked</#if><#if error?has_content> aria-invalid="true" aria-describedby="${id}-error"</#if>>
  <label class="${properties.kcCheckboxLabelClass!}" for="${id}">${label}</label>
</div>
<#if error?has_content><div class="${properties.kcInputErrorMessageClass!} dicom-access-error" id="${id}-error">${error}</div></#if>
</#macro>

<#-- What is wrong with a field; empty when nothing is. -->
<#function wrong complaint name>
  <#if complaint?has_content && complaint.field() == name><#return msg(complaint.message(), complaint.detail())></#if>
  <#return "">
</#function>
