// Home: continue learning first, then my courses, what is popular, and everything by category or search.

import { h, icon, replace } from '../dom.js';
import { continueCard, courseCard, learningCard } from '../parts/coursecard.js';
import { emptyState, errorState, skeleton } from '../parts/states.js';

const PAGE = 24;
const HOT = 8;

function section(title, testid, ...content) {
    return h(
        'section',
        { class: 'section', 'data-testid': testid },
        h('h2', { class: 'section-title', text: title }),
        content,
    );
}

const grid = (cards) => h('div', { class: 'grid' }, cards);

// Roots first, each followed by its children: the order the school gave them.
export function flattenCategories(list, parent = null, depth = 0) {
    return list
        .filter((item) => (item.parent_id || null) === parent && item.is_active !== false)
        .sort((a, b) => (a.order_number || 0) - (b.order_number || 0))
        .flatMap((item) => [{ ...item, depth }, ...flattenCategories(list, item.id, depth + 1)]);
}

function unnest(list) {
    return (list || []).flatMap((item) => [item, ...unnest(item.children)]);
}

export function homeView({ t, api, session, kept }, _params, query) {
    const q = query.get('q') || '';
    const category = query.get('category') || '';
    const browsing = !q && !category;
    const wanted = kept.pages || 1; // whoever comes back finds as much of the list as there was
    let isEmpty = false; // a school without courses needs no categories to narrow them down
    const mine = h('div');
    const hot = h('div');
    const categories = h('nav', { class: 'chips', hidden: true, 'aria-label': () => t('home.categories') });
    const all = h('div', {}, skeleton(t, 'card', 4));
    const heading = h('h2', { class: 'section-title', text: () => (q ? t('home.searchFor', { q }) : t('home.all')) });

    const link = (change) => {
        const next = new URLSearchParams(Object.entries({ q, category, ...change }).filter(([, value]) => value));
        return `#/${next.toString() ? `?${next}` : ''}`;
    };

    const search = h('input', {
        type: 'search',
        name: 'q',
        value: q,
        placeholder: () => t('home.search'),
        'aria-label': () => t('home.search'),
        'data-testid': 'search',
    });
    const searchForm = h(
        'form',
        {
            class: 'search',
            role: 'search',
            onsubmit: (event) => {
                event.preventDefault();
                location.hash = link({ q: search.value.trim() });
            },
        },
        icon('search'),
        search,
    );

    async function showMine() {
        if (!browsing || !session.get()) return;
        const result = await api.get('/api/me/learning');
        if (!result.ok) return; // the page below says it when the server is away
        const [first, ...rest] = result.data.items.filter((item) => item.published);
        if (!first) return;
        replace(
            mine,
            section(() => t('home.continue'), 'continue', continueCard(t, first)),
            rest.length ? section(() => t('home.mine'), 'mine', grid(rest.map((item) => learningCard(t, item)))) : null,
        );
    }

    async function showHot() {
        if (!browsing) return;
        const result = await api.get(`/api/courses/hot?limit=${HOT}`);
        // With a handful of courses the whole list is right below; the same cards twice would only be noise.
        if (!result.ok || result.data.courses.length <= 4) return;
        replace(
            hot,
            section(
                () => t('home.hot'),
                'hot',
                h(
                    'div',
                    { class: 'row' },
                    result.data.courses.map((c) => courseCard(t, c)),
                ),
            ),
        );
    }

    async function showCategories() {
        const result = await api.get('/api/categories');
        if (!result.ok) return;
        const list = flattenCategories(unnest(result.data.categories));
        if (list.length === 0) return;
        const chip = (value, text) =>
            h('a', {
                class: 'chip',
                href: link({ category: value }),
                'aria-current': value === category ? 'true' : null,
                text,
            });
        replace(
            categories,
            chip('', () => t('home.everyCategory')),
            list.map((item) => chip(String(item.slug || item.name), item.name)),
        );
        categories.hidden = isEmpty;
    }

    function showNone() {
        isEmpty = browsing;
        categories.hidden = categories.hidden || isEmpty;
        replace(
            all,
            browsing
                ? emptyState({ title: () => t('home.empty'), hint: () => t('home.emptyHint') })
                : emptyState({ title: () => t('home.noMatch'), hint: () => t('home.noMatchHint'), iconName: 'search' }),
        );
    }

    async function showAll(page, cards) {
        const asked = new URLSearchParams({ page, per_page: PAGE });
        if (q) asked.set('q', q);
        if (category) asked.set('category', category);
        const result = await api.get(`/api/courses?${asked}`);
        if (!result.ok) {
            replace(
                all,
                cards,
                errorState(t, result, () => showAll(page, cards)),
            );
            return;
        }
        cards.append(...result.data.courses.map((course) => courseCard(t, course)));
        if (cards.children.length === 0) {
            showNone();
            return;
        }
        const isLast = page >= result.data.pagination.pages;
        if (!isLast && page < wanted) {
            await showAll(page + 1, cards);
            return;
        }
        const more = h('button', {
            class: 'button more',
            type: 'button',
            text: () => t('home.more'),
            onclick: () => showAll(page + 1, cards),
        });
        kept.pages = page;
        replace(all, cards, isLast ? null : more);
    }

    showMine();
    showHot();
    showCategories();
    showAll(1, grid([]));

    return {
        element: h(
            'div',
            { class: 'page home' },
            h('h1', { class: 'visually-hidden', text: () => t('home.title') }),
            searchForm,
            mine,
            hot,
            h('section', { class: 'section', 'data-testid': 'all' }, heading, categories, all),
        ),
        title: () => t('home.title'),
    };
}
