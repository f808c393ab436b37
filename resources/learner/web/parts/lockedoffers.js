// What opens a lesson that is to be paid for: the lesson alone where it is sold alone, its whole course, memberships.

import { html, nothing } from '../render.js';
import { createOffer } from './offer.js';
import { plansOffer } from './plans.js';

export function createLockedOffers(context, { lessonId, courseId, update, onOpened }) {
    const { t, api, showsPrices } = context;
    const next = `/play/${lessonId}`;
    const alone = createOffer(context, { item: { type: 'article', id: lessonId }, next, update, onOpened });
    const column = createOffer(context, { item: { type: 'column', id: courseId }, next, update, onOpened });
    let course = null;
    let plans = [];
    let gone = false;

    async function loadCourse() {
        const [answer, sold] = await Promise.all([
            api.get(`/api/courses/${encodeURIComponent(courseId)}`),
            api.get(`/api/memberships/plans?courseId=${encodeURIComponent(courseId)}`),
        ]);
        if (gone || !answer.ok) return;
        course = answer.data;
        if (sold.ok) plans = sold.data.plans;
        update();
    }

    // What a column costs tells also what this lesson is; a lesson that isn't sold alone has no price, and no card.
    const card = (offer, title, subject) =>
        offer.isThere()
            ? html`<section class="panel offer-card">
                  <h2 class="panel-title">${title}</h2>
                  ${subject ? html`<p class="meta">${subject}</p>` : nothing}
                  <p class="course-price">${offer.price()}</p>
                  ${offer.body()}
              </section>`
            : nothing;

    if (showsPrices) Promise.all([alone.load(), column.load(), loadCourse()]);
    return {
        template: () =>
            html`<div class="offer-cards" data-testid="locked-offers">
                    ${card(alone, t('offer.article'))} ${card(column, t('offer.column'), course ? course.title : '')}
                </div>
                ${plansOffer(t, plans)}`,
        leave() {
            gone = true;
            alone.leave();
            column.leave();
        },
    };
}
