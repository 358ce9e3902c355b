// OHIF behind a share: the study token comes in the link's fragment, which no server and no Referer
// ever sees, and goes out in the Authorization header of each request.
(() => {
  'use strict';

  const BASE = '/ohif';
  const STORED_SHARE = 'dicom-access.share';
  const RETURN_TO = 'dicom-access.return-to';
  const DICOM_WEB = '/orthanc/dicom-web';
  const WADO_URI = '/orthanc/wado';
  const GRANT = '/dicom-access/grant';

  /** Answers that can mean the end of a visit; any other leaves the viewer as it is. */
  const ENDING = [401, 403, 502, 503, 504];

  /** Reasons after which asking again with the same token is of no use. */
  const ENDS_THE_SHARE = ['token_expired', 'token_invalid', 'share_ended'];

  const never = new Promise(() => {});

  function studiesOfAddress() {
    return [...new URLSearchParams(location.search)]
      .filter(([name]) => name.toLowerCase() === 'studyinstanceuids')
      .flatMap(([, value]) => value.split(','))
      .filter(uid => uid !== '');
  }

  /** Takes the token out of the address, so that it is in no history, bookmark or screenshot. */
  function takeTokenFromAddress() {
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    const address = new URL(location.href);
    address.hash = '';
    // A token in the query has been in logs already, and the viewer would prefer it to ours.
    for (const name of [...address.searchParams.keys()]) {
      if (name.toLowerCase() === 'token') {
        address.searchParams.delete(name);
      }
    }
    if (token !== null || address.search !== location.search) {
      history.replaceState(history.state, '', address.pathname + address.search.replaceAll('%2C', ','));
    }
    return token;
  }

  /**
   * The token and the studies of its link, kept for this tab: reloading works. No token when this tab
   * has not opened a link.
   */
  function shareOfThisTab(studies) {
    const token = takeTokenFromAddress();
    if (token !== null) {
      sessionStorage.setItem(STORED_SHARE, JSON.stringify({ token, studies }));
    }
    return JSON.parse(sessionStorage.getItem(STORED_SHARE)) ?? { token: '', studies: [] };
  }

  /** Leaves the viewer for a page that says why; whoever waits for an answer waits for good. */
  function refuse(reason) {
    if (ENDS_THE_SHARE.includes(reason)) {
      sessionStorage.removeItem(STORED_SHARE);
    }
    sessionStorage.setItem(RETURN_TO, location.pathname + location.search);
    location.replace(`${BASE}/refused.html?reason=${encodeURIComponent(reason)}`);
    return never;
  }

  async function askWhatIsGranted(token) {
    if (token === '') {
      return { reason: 'token_missing' };
    }
    // What no header can carry is no token, and fetch would throw on it.
    if (!/^[\w.~+/=-]+$/.test(token)) {
      return { reason: 'token_invalid' };
    }
    try {
      const answer = await fetch(GRANT, {
        headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
        credentials: 'omit',
        cache: 'no-store',
      });
      if (answer.ok) {
        return { granted: (await answer.json()).study_instance_uids ?? [] };
      }
      const isRefusal = answer.status >= 400 && answer.status < 500;
      const reason = answer.headers.get('X-Dicom-Access-Reason') ?? 'token_invalid';
      return { reason: isRefusal ? reason : 'unavailable' };
    } catch {
      return { reason: 'unavailable' };
    }
  }

  /** Answers once the viewer may start; does not answer where it may not. */
  async function open({ token, studies: linked }, studies) {
    if (studies.length === 0) {
      return refuse('token_missing');
    }
    // Bound to the link: its token is not even tried on another study.
    if (token !== '' && !studies.every(uid => linked.includes(uid))) {
      return refuse('study_not_granted');
    }
    const { granted, reason } = await askWhatIsGranted(token);
    if (reason !== undefined) {
      return refuse(reason);
    }
    return studies.every(uid => granted.includes(uid)) ? granted : refuse('study_not_granted');
  }

  const studies = studiesOfAddress();
  const share = shareOfThisTab(studies);
  // Asked while the viewer is still loading.
  const opened = open(share, studies);

  // A second link to the same studies, pasted over the first, changes the fragment only: the browser
  // would not load anything.
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#token=')) {
      location.reload();
    }
  });

  const bearerOfShare = {
    id: 'dicom-access.share',
    async preRegistration({ servicesManager }) {
      await opened;
      servicesManager.services.userAuthenticationService.setServiceImplementation({
        getAuthorizationHeader: () => ({ Authorization: `Bearer ${share.token}` }),
      });
    },
  };

  async function explain(error) {
    const status = error?.status ?? error?.request?.status ?? 0;
    if (status !== 0 && !ENDING.includes(status)) {
      return;
    }
    if (status > 500) {
      refuse('unavailable');
      return;
    }
    // One request was refused: because the share has ended meanwhile, or just this request?
    await open(share, studies);
    const asked = error?.request?.responseURL ?? '';
    if (status === 403 && asked.includes('/studies/')) {
      refuse('study_not_granted');
    }
  }

  window.config = {
    name: 'dicom-access',
    routerBasename: BASE,
    extensions: [bearerOfShare],
    modes: [],
    // A visitor who opens one study once wants no guided tour over it.
    customizationService: { global: { 'ohif.tours': { $set: [] } } },
    // A share opens its studies and no list of others.
    showStudyList: false,
    // A share is not a login.
    oidc: undefined,
    httpErrorHandler: explain,
    investigationalUseDialog: { option: 'never' },
    disableConfirmationPrompts: true,
    showErrorDetails: 'dev',
    showWarningMessageForCrossOrigin: false,
    showCPUFallbackMessage: false,
    showLoadingIndicator: true,
    strictZSpacingForVolumeViewport: true,
    maxNumberOfWebWorkers: 3,
    maxNumRequests: { interaction: 100, thumbnail: 5, prefetch: 25 },
    defaultDataSourceName: 'orthanc',
    dataSources: [
      {
        namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
        sourceName: 'orthanc',
        configuration: {
          friendlyName: 'Orthanc',
          name: 'orthanc',
          qidoRoot: DICOM_WEB,
          wadoRoot: DICOM_WEB,
          wadoUriRoot: WADO_URI,
          imageRendering: 'wadors',
          thumbnailRendering: 'wadors',
          enableStudyLazyLoad: true,
          qidoSupportsIncludeField: true,
          supportsFuzzyMatching: true,
          supportsWildcard: true,
          omitQuotationForMultipartRequest: true,
          dicomUploadEnabled: false,
          bulkDataURI: { enabled: true },
        },
      },
    ],
  };
})();
