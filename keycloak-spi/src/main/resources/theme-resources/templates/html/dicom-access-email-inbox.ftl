<p>${msg("dicomAccessGreeting")}</p>
<p>${msg("dicomAccessEmailInboxIntro")}</p>
<p><a href="{InboxLinkUrl}">{InboxLinkUrl}</a></p>
<p>${msg("dicomAccessLinkCare")}</p>
