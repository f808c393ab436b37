// Home: continue learning first, then my courses, what is popular, and everything by category or search.

import { icon } from '../icons.js';
import { continueCard, courseCard, learningCard } from '../parts/coursecard.js';
import { emptyState, errorState, skeleton } from '../parts/states.js';
import { createRoot, html, nothing, repeat } from '../render.js';

const PAGE = 24;
const HOT = 8;

const section = (title, testid, content) =>
    html`<section class="section" data-testid=${testid}>
        <h2 class="section-title">${title}</h2>
        ${content}
    </section>`;

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

export function homeView(context, _params, query) {
    const { t, api, session, kept } = context;
    const q = query.get('q') || '';
    const category = query.get('category') || '';
    const browsing = !q && !category;
    const wanted = kept.pages || 1; // whoever comes back finds as much of the list as there was
    let mine = [];
    let hot = [];
    let categories = [];
    let courses = null; // null until the first have come
    let failed = null; // the answer instead of more of them
    let nextPage = null;

    const link = (change) => {
        const next = new URLSearchParams(Object.entries({ q, category, ...change }).filter(([, value]) => value));
        return `#/${next.toString() ? `?${next}` : ''}`;
    };

    function onSearch(event) {
        event.preventDefault();
        location.hash = link({ q: event.currentTarget.elements.q.value.trim() });
    }

    const searchForm = () =>
        html`<form class="search" role="search" @submit=${onSearch}>
            ${icon('search')}
            <input
                type="search"
                name="q"
                value=${q}
                placeholder=${t('home.search')}
                aria-label=${t('home.search')}
                data-testid="search"
            />
        </form>`;

    const cards = (list) => repeat(list, ({ id }) => id, (course) => courseCard(context, course));

    function mineSections() {
        const [first, ...rest] = mine;
        if (!first) return nothing;
        const grid = html`<div class="grid">
            ${repeat(rest, ({ courseId }) => courseId, (item) => learningCard(t, item))}
        </div>`;
        return html`${section(t('home.continue'), 'continue', continueCard(t, first))}
        ${rest.length > 0 ? section(t('home.mine'), 'mine', grid) : nothing}`;
    }

    function hotSection() {
        // With a handful of courses the whole list is right below; the same cards twice would only be noise.
        if (hot.length <= 4) return nothing;
        return section(t('home.hot'), 'hot', html`<div class="row">${cards(hot)}</div>`);
    }

    function chips() {
        // A school without courses needs no categories to narrow them down.
        const isEmpty = browsing && courses && courses.length === 0 && !failed;
        const chip = (value, text) =>
            html`<a class="chip" href=${link({ category: value })} aria-current=${value === category ? 'true' : nothing}
                >${text}</a
            >`;
        return html`<nav class="chips" aria-label=${t('home.categories')} ?hidden=${categories.length === 0 || isEmpty}>
            ${chip('', t('home.everyCategory'))}
            ${categories.map((item) => chip(String(item.slug || item.name), item.name))}
        </nav>`;
    }

    function none() {
        if (browsing) return emptyState({ title: t('home.empty'), hint: t('home.emptyHint') });
        return emptyState({ title: t('home.noMatch'), hint: t('home.noMatchHint'), iconName: 'search' });
    }

    function everything() {
        if (!courses) return failed ? errorState(t, failed, () => loadCourses(1)) : skeleton(t, 'card', 4);
        if (courses.length === 0) return none();
        const more = () =>
            html`<button class="button more" type="button" @click=${() => loadCourses(nextPage)}>
                ${t('home.more')}
            </button>`;
        const below = failed ? errorState(t, failed, () => loadCourses(nextPage)) : nextPage ? more() : nothing;
        return html`<div class="grid">${cards(courses)}</div>
            ${below}`;
    }

    const { element, update } = createRoot(
        'div',
        { class: 'page home' },
        () => html`
            <h1 class="visually-hidden">${t('home.title')}</h1>
            ${searchForm()}
            <div>${mineSections()}</div>
            <div>${hotSection()}</div>
            <section class="section" data-testid="all">
                <h2 class="section-title">${q ? t('home.searchFor', { q }) : t('home.all')}</h2>
                ${chips()}
                <div>${everything()}</div>
            </section>
        `,
    );

    // The list below says it when the server is away.
    async function load(path, take) {
        const result = await api.get(path);
        if (!result.ok) return;
        take(result.data);
        update();
    }

    async function loadCourses(page) {
        const asked = new URLSearchParams({ page, per_page: PAGE });
        if (q) asked.set('q', q);
        if (category) asked.set('category', category);
        const result = await api.get(`/api/courses?${asked}`);
        failed = result.ok ? null : result;
        if (result.ok) {
            courses = [...(courses || []), ...result.data.courses];
            nextPage = page < result.data.pagination.pages ? page + 1 : null;
            kept.pages = page;
        }
        update();
        if (result.ok && nextPage && page < wanted) await loadCourses(nextPage);
    }

    update();
    if (browsing && session.get()) load('/api/me/learning', ({ items }) => (mine = items.filter((item) => item.published)));
    if (browsing) load(`/api/courses/hot?limit=${HOT}`, (data) => (hot = data.courses));
    load('/api/categories', (data) => (categories = flattenCategories(unnest(data.categories))));
    loadCourses(1);

    return { element, title: () => t('home.title') };
}
