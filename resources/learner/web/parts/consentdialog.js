// The one honest question: may progress go to the school? Escape leaves it open, and it is asked again next time.

import { h } from '../dom.js';

export function createConsentDialog({ t, onDecide }) {
    const decide = (granted) => () => {
        element.close();
        onDecide(granted);
    };
    const element = h(
        'dialog',
        { class: 'dialog', 'aria-labelledby': 'consent-title', 'data-testid': 'consent' },
        h('h2', { id: 'consent-title', text: () => t('consent.title') }),
        h('p', { class: 'dialog-text', text: () => t('consent.text') }),
        h(
            'div',
            { class: 'dialog-buttons' },
            h('button', {
                class: 'button',
                type: 'button',
                'data-testid': 'consent-decline',
                text: () => t('consent.decline'),
                onclick: decide(false),
            }),
            h('button', {
                class: 'button primary',
                type: 'button',
                'data-testid': 'consent-accept',
                text: () => t('consent.accept'),
                onclick: decide(true),
            }),
        ),
    );
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
