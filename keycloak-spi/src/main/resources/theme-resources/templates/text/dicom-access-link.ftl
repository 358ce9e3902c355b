<#ftl output_format="plainText">
${msg("dicomAccessGreeting")}

${msg("dicomAccessLinkIntro", giver)}
<#if label??>

${msg("dicomAccessLabel")} ${label}
</#if>

${msg("dicomAccessLinkOpen")}
${link}

${msg("dicomAccessLinkExpires", expires)}
<#if passcode>

${msg("dicomAccessLinkPasscode", giver)}
</#if>
<#if messageLines??>

${msg("dicomAccessLinkMessage", giver)}

<#list messageLines as line>
> ${line}
</#list>
</#if>

${msg("dicomAccessLinkCare")}
