<#ftl output_format="plainText">
${msg("dicomAccessGreeting")}

${msg("dicomAccessOpenedIntro", when)}
<#if label??>

${msg("dicomAccessLabel")} ${label}
</#if>

${msg("dicomAccessOpenedStudies", studies)}

${msg("dicomAccessOpenedCare")}
