<#ftl output_format="plainText">
${msg("dicomAccessGreeting")}

${msg("dicomAccessEndsSoonIntro", ends)}
<#if label??>

${msg("dicomAccessLabel")} ${label}
</#if>

${msg("dicomAccessEndsSoonExtend")}
${link}
