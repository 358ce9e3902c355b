// OHIF for two kinds of visitors, one kind to a tab. Whoever opens a share: the study token comes in the
// link's fragment, which no server and no Referer ever sees, and goes out in the Authorization header of
// each request. Whoever has an account: OHIF itself sends them to Keycloak's login.
(() => {
  'use strict';

  /** What the deployment lives below; empty at the root of its host. */
  const PATH = window.dicomAccess?.path ?? '';
  const BASE = `${PATH}/ohif`;
  const CALLBACK = `${BASE}/callback`;
  const STORED_SHARE = 'dicom-access.share';
  const RETURN_TO = 'dicom-access.return-to';
  const SIGNS_IN = 'dicom-access.signs-in';
  const SIGNED_IN_AGAIN = 'dicom-access.signed-in-again';
  const DICOM_WEB = `${PATH}/orthanc/dicom-web`;
  const WADO_URI = `${PATH}/orthanc/wado`;
  const GRANT = `${PATH}/dicom-access/grant`;

  /** Answers that can mean the end of a visit; any other leaves the viewer as it is. */
  const ENDING = [401, 403, 502, 503, 504];

  /** Reasons after which asking again with the same token is of no use. */
  const ENDS_THE_SHARE = ['token_expired', 'token_invalid', 'token_revoked', 'share_ended'];

  /** Who is refused a token that is not older than this is not sent to the login once more. */
  const FRESH_MILLISECONDS = 60_000;

  /** Reasons that are about what the account opens, not about one request. */
  const NOT_FOR_THE_USER = ['study_not_granted', 'labels_not_known'];

  const NO_SHARE = { token: '', studies: [] };

  const never = new Promise(() => {});

  /** What the gateway says about the login; without a client there is none, and shares alone open. */
  const login = window.dicomAccess?.client ? window.dicomAccess : undefined;

  let leaving = false;

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
   * The token and the studies of its link, kept for this tab: reloading works. Null when this tab has
   * not opened a link.
   */
  function shareOfThisTab(studies) {
    const token = takeTokenFromAddress();
    if (token !== null) {
      keepShare({ token, studies });
      forgetUser();
    }
    return JSON.parse(sessionStorage.getItem(STORED_SHARE));
  }

  function keepShare(share) {
    sessionStorage.setItem(STORED_SHARE, JSON.stringify(share));
  }

  /** Drops what the login left in this tab. Keycloak's own session stays. */
  function forgetUser() {
    Object.keys(sessionStorage)
      .filter(key => key.startsWith('oidc.user:'))
      .forEach(key => sessionStorage.removeItem(key));
  }

  /** Leaves the viewer for a page that says why; whoever waits for an answer waits for good. */
  function refuse(reason, visitor) {
    if (leaving) {
      return never;
    }
    leaving = true;
    sessionStorage.setItem(RETURN_TO, location.pathname + location.search);
    const why = new URLSearchParams({ reason, ...(visitor && { visitor }) });
    location.replace(`${BASE}/refused.html?${why}`);
    return never;
  }

  // --- Whoever opens a share ------------------------------------------------------------------

  function refuseShare(reason) {
    if (ENDS_THE_SHARE.includes(reason)) {
      // Without its token, but still there: a share's tab does not turn into a login by itself.
      keepShare(NO_SHARE);
    }
    return refuse(reason);
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
      return refuseShare('token_missing');
    }
    // Bound to the link: its token is not even tried on another study.
    if (token !== '' && !studies.every(uid => linked.includes(uid))) {
      return refuseShare('study_not_granted');
    }
    const { granted, reason } = await askWhatIsGranted(token);
    if (reason !== undefined) {
      return refuseShare(reason);
    }
    return studies.every(uid => granted.includes(uid)) ? granted : refuseShare('study_not_granted');
  }

  function asVisitorOf(share) {
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
      const status = statusOf(error);
      if (status !== 0 && !ENDING.includes(status)) {
        return;
      }
      if (status > 500) {
        refuse('unavailable');
        return;
      }
      // One request was refused: because the share has ended meanwhile, or just this request?
      await open(share, studies);
      if (status === 403 && askedAddress(error).includes('/studies/')) {
        refuse('study_not_granted');
      }
    }

    return {
      extensions: [bearerOfShare],
      httpErrorHandler: explain,
      // A share opens its studies and no list of others.
      showStudyList: false,
      // A share is not a login.
      oidc: undefined,
    };
  }

  // --- Whoever has an account -----------------------------------------------------------------

  /**
   * Whether this visit is a login's. The list of studies always is; an address of single studies is one
   * where somebody has signed in before, or just asked to. Others may have lost the token of their link,
   * and a login would not give it back: they are asked first.
   */
  function signsIn() {
    return (
      login !== undefined &&
      share === null &&
      (studies.length === 0 || [sessionStorage, localStorage].some(kept => kept.getItem(SIGNS_IN) !== null))
    );
  }

  /** What Keycloak sent back cannot be used twice, so going back to it begins again. */
  function isUsedUpCallback() {
    const state = new URLSearchParams(location.search).get('state');
    return localStorage.getItem(`oidc.${state}`) === null || sessionStorage.getItem('ohif-redirect-to') === null;
  }

  /** Answers once the login can be used; the viewer itself would stay blank where it cannot. */
  async function loginAvailable() {
    if (location.pathname === CALLBACK) {
      if (isUsedUpCallback()) {
        location.replace(`${BASE}/`);
        return never;
      }
      if (new URLSearchParams(location.search).has('error')) {
        sessionStorage.setItem(RETURN_TO, `${BASE}/`);
        return refuse('login_refused', 'user');
      }
      localStorage.setItem(SIGNS_IN, 'true');
    }
    try {
      const answer = await fetch(`${login.issuer}/.well-known/openid-configuration`, { credentials: 'omit' });
      // Read to its end: what is left unread is never done.
      await answer.text();
      return answer.ok ? undefined : refuse('unavailable', 'user');
    } catch {
      return refuse('unavailable', 'user');
    }
  }

  /** To Keycloak's login and back to this address. Not again and again where a new token is refused too. */
  function signInAgain(reason) {
    if (leaving) {
      return;
    }
    const before = Number(sessionStorage.getItem(SIGNED_IN_AGAIN));
    if (Date.now() - before < FRESH_MILLISECONDS) {
      sessionStorage.removeItem(SIGNED_IN_AGAIN);
      refuse(reason, 'user');
      return;
    }
    leaving = true;
    sessionStorage.setItem(SIGNED_IN_AGAIN, Date.now());
    forgetUser();
    location.reload();
  }

  function asUser() {
    const available = loginAvailable();
    let authentication;

    const bearerOfUser = {
      id: 'dicom-access.user',
      async preRegistration({ servicesManager }) {
        await available;
        authentication = servicesManager.services.userAuthenticationService;
      },
    };

    addEventListener('popstate', () => {
      if (location.pathname === CALLBACK) {
        location.replace(`${BASE}/`);
      }
    });

    /** What the gateway says about the studies of the address; images do not tell why they failed. */
    async function askAboutStudies() {
      const asked = `${DICOM_WEB}/studies?limit=1&StudyInstanceUID=${studiesOfAddress().join(',')}`;
      try {
        const answer = await fetch(asked, {
          headers: { ...authentication?.getAuthorizationHeader(), Accept: 'application/dicom+json' },
          credentials: 'omit',
          cache: 'no-store',
        });
        await answer.text();
        return { status: answer.status, reason: answer.headers.get('X-Dicom-Access-Reason'), asked };
      } catch {
        return { status: 503, asked };
      }
    }

    function leave({ status, reason, asked }) {
      // Without a reason it is Orthanc that refused.
      const named = reason ?? 'study_not_granted';
      if (status === 401) {
        signInAgain(reason ?? 'token_invalid');
      } else if (status === 403 && NOT_FOR_THE_USER.includes(named)) {
        const namesStudy = asked.includes('/studies/') || /[?&]StudyInstanceUID=/i.test(asked);
        refuse(named, namesStudy ? 'user' : 'list');
      } else if (status > 500) {
        refuse('unavailable', 'user');
      }
    }

    async function explain(error) {
      const status = statusOf(error);
      if (status === 0 && studiesOfAddress().length > 0) {
        leave(await askAboutStudies());
      } else if (ENDING.includes(status)) {
        const reason = error.request?.getResponseHeader?.('X-Dicom-Access-Reason');
        leave({ status, reason, asked: askedAddress(error) });
      }
    }

    return {
      extensions: [bearerOfUser],
      httpErrorHandler: explain,
      showStudyList: true,
      oidc: [
        {
          authority: login.issuer,
          client_id: login.client,
          redirect_uri: '/callback',
          post_logout_redirect_uri: '/',
          response_type: 'code',
          scope: 'openid',
          // By refresh token: no frame of Keycloak's in this page.
          automaticSilentRenew: true,
          // The end of the session ends its tokens.
          revokeAccessTokenOnSignout: false,
        },
      ],
    };
  }

  // --- The viewer -----------------------------------------------------------------------------

  function statusOf(error) {
    return error?.status ?? error?.request?.status ?? 0;
  }

  function askedAddress(error) {
    return error?.request?.responseURL ?? '';
  }

  const studies = studiesOfAddress();
  const share = shareOfThisTab(studies);
  const visit = signsIn() ? asUser() : asVisitorOf(share ?? NO_SHARE);

  window.config = {
    name: 'dicom-access',
    routerBasename: BASE,
    modes: [],
    // A visitor who opens one study once wants no guided tour over it.
    customizationService: { global: { 'ohif.tours': { $set: [] } } },
    ...visit,
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
