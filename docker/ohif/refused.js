// Turns the reason in the address into words. Only reasons listed here are shown.
(() => {
  'use strict';

  const STORED_SHARE = 'dicom-access.share';
  const RETURN_TO = 'dicom-access.return-to';
  const SIGNS_IN = 'dicom-access.signs-in';

  const LIST = `${window.dicomAccess?.path ?? ''}/ohif/`;
  const NEW_LINK = 'Ask the person who sent you the link for a new one.';

  /** What whoever opened a link is told. */
  const OF_A_LINK = {
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
    token_revoked: {
      heading: 'This link has been taken back',
      what: 'It opens nothing any more.',
      next: NEW_LINK,
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

  /** What whoever signed in is told. */
  const OF_A_USER = {
    study_not_granted: {
      heading: 'You may not see this study',
      what: 'Your account does not open the one that was asked for here.',
      next: 'If you need it, ask whoever manages your account, or somebody who may share it with you.',
      list: true,
    },
    labels_not_known: {
      heading: 'Your studies cannot be found here',
      what: 'Your account opens studies by their labels, and this viewer is not told which those are.',
      next: 'What somebody shares with you opens all the same. For more, ask whoever manages your account.',
      retry: true,
    },
    unavailable: {
      heading: 'The service cannot be reached',
      what: 'Whether you may see these images could not be checked, so they are not shown.',
      next: 'Try again in a few minutes.',
      retry: true,
    },
    login_refused: {
      heading: 'You were not signed in',
      what: 'The login was left, or it does not let you in here.',
      next: 'Try again, or ask whoever manages your account.',
      retry: true,
    },
    token_expired: {
      heading: 'You are not signed in any more',
      what: 'Your session has ended, and signing in again did not begin a new one.',
      next: 'Try again. If that does not help, ask whoever manages your account.',
      retry: true,
    },
    unknown: {
      heading: 'Your account opens nothing here',
      what: 'You are signed in, but the image server does not accept that.',
      next: 'Try again. If that does not help, ask whoever manages your account.',
      retry: true,
    },
  };

  /** What whoever signed in is told instead of a list of studies. */
  const OF_A_LIST = {
    ...OF_A_USER,
    study_not_granted: {
      heading: 'There are no studies for you yet',
      what: 'You are signed in, but nobody has given your account anything to see here.',
      next: 'Ask whoever manages your account, or the person who wanted to share images with you.',
      retry: true,
    },
  };

  const asked = new URLSearchParams(location.search);
  const visitor = asked.get('visitor');
  const pages = visitor === 'list' ? OF_A_LIST : visitor === 'user' ? OF_A_USER : OF_A_LINK;
  const reason = Object.hasOwn(OF_A_LINK, asked.get('reason')) || Object.hasOwn(pages, asked.get('reason'))
    ? asked.get('reason')
    : 'unknown';
  const page = pages[reason] ?? pages.unknown;
  const element = id => document.getElementById(id);

  function show(id, address) {
    element(id).href = address;
    element(id).hidden = false;
  }

  document.title = page.heading;
  element('heading').textContent = page.heading;
  element('what').textContent = page.what;
  element('next').textContent = page.next;
  element('reason').textContent = reason;

  const kept = sessionStorage.getItem(RETURN_TO) ?? '';
  // An address of this viewer and nothing else, such as "//host" or "javascript:".
  const address = kept.startsWith(LIST) ? kept : LIST;
  if (page.retry) {
    show('return', address);
  }
  if (page.list) {
    show('list', LIST);
  }
  if (window.dicomAccess?.client && visitor !== null) {
    show('other', `${LIST}logout`);
  } else if (window.dicomAccess?.client) {
    element('account').hidden = false;
    show('sign-in', address);
    element('sign-in').addEventListener('click', () => {
      // From here on this tab is the account's.
      sessionStorage.removeItem(STORED_SHARE);
      sessionStorage.setItem(SIGNS_IN, 'true');
    });
  }
})();
