<#-- Around every message. Mail programs know tables and little else; nothing is fetched from anywhere. -->
<#macro emailLayout>
<#assign primary = properties.dicomAccessPrimary!"">
<#if !primary?matches("#[0-9A-Fa-f]{6}")><#assign primary = "#0b5a78"></#if>
<!DOCTYPE html>
<html lang="${locale.language}" dir="${(ltr)?then('ltr','rtl')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${realmName!""}</title>
<style>
  a { color: ${primary}; }
  .card > p:first-child { margin-top: 0; }
  .card > p:last-child { margin-bottom: 0; }
  a.dicom-access-action { display: inline-block; padding: 12px 24px; border-radius: 8px; background-color: ${primary}; color: #ffffff; font-weight: 600; text-decoration: none; }
  blockquote { margin-inline: 0; padding-inline-start: 16px; border-inline-start: 3px solid ${primary}; }
  @media (prefers-color-scheme: dark) {
    .around { background-color: #10181d !important; }
    .card { background-color: #18242b !important; border-color: #86cbe6 #33454f #33454f !important; color: #e6eef2 !important; }
    .card a { color: #86cbe6 !important; }
    .card a.dicom-access-action { background-color: #86cbe6 !important; color: #0b1c24 !important; }
    .card blockquote { border-color: #86cbe6 !important; }
    .name { color: #a9bac4 !important; }
  }
</style>
</head>
<body class="around" style="margin: 0; padding: 0; background-color: #eef3f6">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="around" style="background-color: #eef3f6">
<tr><td align="center" style="padding: 24px 12px"><div role="main">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 560px">
<#if realmName?has_content>
<tr><td style="padding: 0 8px 12px"><h1 class="name" style="margin: 0; font: 600 15px/1.4 -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; color: #4a5c66">${realmName}</h1></td></tr>
</#if>
<tr><td class="card" style="padding: 24px 28px; background-color: #ffffff; border: 1px solid #d5dfe5; border-top: 4px solid ${primary}; border-radius: 12px; font: 16px/1.55 -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; color: #16252d; overflow-wrap: anywhere">
<#nested>
</td></tr>
</table>
</div></td></tr>
</table>
</body>
</html>
</#macro>
