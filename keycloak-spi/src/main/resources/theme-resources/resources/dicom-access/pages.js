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

    // Fields that belong to one choice of several are shown with it.
    document.querySelectorAll('[data-shown-with]').forEach((part) => {
        const choice = document.getElementById(part.dataset.shownWith);
        const show = () => {
            part.hidden = !choice.checked;
        };
        show();
        document.querySelectorAll(`input[name="${choice.name}"]`).forEach((other) => {
            other.addEventListener('change', show);
        });
    });

    document.querySelectorAll('button[data-copy]').forEach((button) => {
        const field = document.getElementById(button.dataset.copy);
        const words = button.textContent;
        button.hidden = false;
        button.setAttribute('aria-live', 'polite');
        button.addEventListener('click', async () => {
            field.select();
            // Browsers give the clipboard to pages over https only.
            if (navigator.clipboard) {
                await navigator.clipboard.writeText(field.value);
            } else {
                document.execCommand('copy');
            }
            button.textContent = button.dataset.done;
            setTimeout(() => {
                button.textContent = words;
            }, 3000);
        });
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
