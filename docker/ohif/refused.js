// Turns the reason in the address into words. Only reasons listed here are shown.
(() => {
  'use strict';

  const NEW_LINK = 'Ask the person who sent you the link for a new one.';

  const PAGES = {
    token_expired: {
      heading: 'This link has expired',
      what: 'It was valid for a limited time, and that time is over.',
      next: NEW_LINK,
    },
    share_ended: {
      heading: 'This share has ended',
      what: 'Whoever gave you these images to look at has taken them back.',
      next: 'If you still need to see them, ask the person who gave you the link.',
    },
    token_not_yet_valid: {
      heading: 'This link is not valid yet',
      what: 'It opens at a later time.',
      next: 'Try it again later, or ask the person who sent it.',
    },
    token_invalid: {
      heading: 'This link is not valid',
      what: 'It may have been cut off or changed on its way to you, or it has been withdrawn.',
      next: `Open it again from the original message, all of it. If that does not help: ${NEW_LINK.charAt(0).toLowerCase()}${NEW_LINK.slice(1)}`,
    },
    token_missing: {
      heading: 'Nothing to open here',
      what: 'This page shows images only when it is opened with a link to them.',
      next: 'Open the link you were given. It works in the window it was opened in.',
    },
    study_not_granted: {
      heading: 'This study is not part of the link',
      what: 'The link you were given opens other images, not the ones asked for here.',
      next: 'Open the original link again, or ask the person who sent it for one to this study.',
    },
    unavailable: {
      heading: 'The service cannot be reached',
      what: 'Whether you may see these images could not be checked, so they are not shown.',
      next: 'Your link may well be fine. Try again in a few minutes.',
      retry: true,
    },
    unknown: {
      heading: 'This link does not open',
      what: 'The images behind this link cannot be shown.',
      next: NEW_LINK,
    },
  };

  const asked = new URLSearchParams(location.search).get('reason') ?? '';
  const reason = Object.hasOwn(PAGES, asked) ? asked : 'unknown';
  const page = PAGES[reason];
  const element = id => document.getElementById(id);

  document.title = page.heading;
  element('heading').textContent = page.heading;
  element('what').textContent = page.what;
  element('next').textContent = page.next;
  element('reason').textContent = reason;

  const address = sessionStorage.getItem('dicom-access.return-to') ?? '';
  // An address of this viewer and nothing else, such as "//host" or "javascript:".
  if (page.retry && address.startsWith('/ohif/')) {
    element('return').href = address;
    element('again').hidden = false;
  }
})();
