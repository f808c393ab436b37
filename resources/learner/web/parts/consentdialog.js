// The one honest question: may progress go to the school? Escape leaves it open, and it is asked again next time.

import { createRoot, html } from '../render.js';

export function createConsentDialog({ t, onDecide }) {
    const decide = (granted) => () => {
        element.close();
        onDecide(granted);
    };
    const attributes = { class: 'dialog', 'aria-labelledby': 'consent-title', 'data-testid': 'consent' };
    const { element, update } = createRoot(
        'dialog',
        attributes,
        () => html`
            <h2 id="consent-title">${t('consent.title')}</h2>
            <p class="dialog-text">${t('consent.text')}</p>
            <div class="dialog-buttons">
                <button class="button" type="button" data-testid="consent-decline" @click=${decide(false)}>
                    ${t('consent.decline')}
                </button>
                <button class="button primary" type="button" data-testid="consent-accept" @click=${decide(true)}>
                    ${t('consent.accept')}
                </button>
            </div>
        `,
    );
    update();
    return {
        element,
        ask() {
            if (!element.open) element.showModal();
        },
        // The answer came from elsewhere, or the question was for somebody else.
        close() {
            if (element.open) element.close();
        },
    };
}
