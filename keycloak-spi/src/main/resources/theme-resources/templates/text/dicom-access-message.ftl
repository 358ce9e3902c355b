<#ftl output_format="plainText">
${contentText}
