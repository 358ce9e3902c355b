/* Everything works without this file; it makes some things better. */
(function () {
    'use strict';

    const root = document.documentElement;

    const darkClass = root.dataset.darkClass;
    if (darkClass) {
        const dark = window.matchMedia('(prefers-color-scheme: dark)');
        const apply = () => root.classList.toggle(darkClass, dark.matches);
        apply();
        dark.addEventListener('change', apply);
    }

    // The server knows the moment, the browser the reader's time zone.
    document.querySelectorAll('time[datetime]').forEach((time) => {
        const moment = new Date(time.dateTime);
        if (!Number.isNaN(moment.getTime())) {
            time.textContent = new Intl.DateTimeFormat(root.lang, {
                dateStyle: 'long',
                timeStyle: 'short'
            }).format(moment);
        }
    });

    // A second press would open twice, and be told that the share is used up.
    document.querySelectorAll('form[data-once]').forEach((form) => {
        form.addEventListener('submit', (event) => {
            if (form.dataset.sent) {
                event.preventDefault();
            }
            form.dataset.sent = 'true';
        });
    });
    window.addEventListener('pageshow', () => {
        document.querySelectorAll('form[data-once]').forEach((form) => delete form.dataset.sent);
    });
})();
