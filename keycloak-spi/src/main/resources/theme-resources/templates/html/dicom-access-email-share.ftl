<p>${msg("dicomAccessGreeting")}</p>
<p>${msg("dicomAccessEmailShareIntro")}</p>
<p><a href="{ShareUrl}">{ShareUrl}</a></p>
<p>${msg("dicomAccessLinkCare")}</p>
