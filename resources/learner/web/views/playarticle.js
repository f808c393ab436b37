// The reader of a text lesson: how far one scrolled and how long one read, kept locally first.

import { parseArticle } from '../core/article.js';
import { percentRead } from '../core/coursemodel.js';
import { h, icon, replace } from '../dom.js';
import { createPlaySide } from './playside.js';

const KEEP_EVERY = 5000;
const SEND_EVERY = 15000;
const IDLE_AFTER = 60000; // nobody reads a screen for longer without moving at all

function inline(node) {
    if (node.type === 'text') return document.createTextNode(node.text);
    if (node.type === 'link')
        return h('a', { href: node.href, rel: 'noopener noreferrer', target: '_blank', text: node.text });
    return h(node.type, { text: node.text });
}

function block(node) {
    if (node.type === 'hr') return h('hr');
    if (node.type === 'code') return h('pre', { tabindex: '0' }, h('code', { text: node.text })); // it may scroll
    if (node.type === 'quote') return h('blockquote', {}, node.children.map(inline));
    if (node.items)
        return h(
            node.type,
            {},
            node.items.map((item) => h('li', {}, item.map(inline))),
        );
    return h(node.type, {}, node.children.map(inline));
}

export function renderArticle(source) {
    return h('article', { class: 'prose article', 'data-testid': 'article-text' }, parseArticle(source).map(block));
}

export function openArticle(context) {
    const { t, clock, timers, grant, root, lessonId, learning: mine } = context;
    const { title, content, courseId, courseUid, lessonUid } = grant.get();
    const side = createPlaySide(context);
    const text = renderArticle(content);
    let timer = null;
    let keptAt = clock.elapsed();
    let sentAt = clock.elapsed();
    let movedAt = clock.elapsed();

    function percent() {
        const box = text.getBoundingClientRect();
        return box.height > 0 ? ((window.innerHeight - box.top) / box.height) * 100 : 100;
    }

    // Reading this one to its end may open what comes after.
    const onward = h('p', { class: 'reader-end' });
    let shownNext = null;
    function showOnward() {
        const { id, barrier } = side.next();
        if (shownNext === `${id}/${barrier}`) return;
        shownNext = `${id}/${barrier}`;
        const link = id
            ? h(
                  'a',
                  { class: 'button primary', href: `#/play/${id}`, 'data-testid': 'article-next' },
                  icon('next'),
                  h('span', { text: () => t('player.next') }),
              )
            : h('a', { class: 'button', href: `#/course/${courseId}`, text: () => t('player.backToCourse') });
        replace(onward, barrier ? h('span', { class: 'meta', text: () => t(`player.rest.${barrier}`) }) : null, link);
    }
    side.arrived.then(showOnward);

    function showPercent() {
        side.showPercent(percentRead(mine.articles.get(lessonId), mine.store.get(courseUid, lessonUid)));
        showOnward();
    }

    function keep() {
        const now = clock.elapsed();
        const reading = document.visibilityState === 'visible' && now - movedAt < IDLE_AFTER;
        mine.articles.keep(lessonId, percent(), reading ? Math.min(now - keptAt, KEEP_EVERY * 2) / 1000 : 0);
        keptAt = now;
        showPercent();
    }

    function beat() {
        keep();
        if (clock.elapsed() - sentAt >= SEND_EVERY) {
            sentAt = clock.elapsed();
            mine.articles.flush();
        }
        timer = timers.set(beat, KEEP_EVERY);
    }

    const onMove = () => {
        movedAt = clock.elapsed();
        mine.articles.keep(lessonId, percent(), 0);
        showPercent();
    };
    const onHidden = () => {
        keep();
        mine.articles.flush();
    };
    window.addEventListener('scroll', onMove, { passive: true });
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', keep);

    const empty = String(content || '').trim() === '';
    replace(
        root,
        h(
            'div',
            { class: 'play-layout' },
            h(
                'div',
                { class: 'play-main reader' },
                side.head,
                empty ? h('p', { class: 'meta', text: () => t('article.empty') }) : text,
                onward,
            ),
            side.list,
        ),
    );
    requestAnimationFrame(beat);

    return {
        title: title || '',
        leave() {
            if (timer !== null) timers.clear(timer);
            window.removeEventListener('scroll', onMove);
            document.removeEventListener('visibilitychange', onHidden);
            window.removeEventListener('pagehide', keep);
            keep();
            mine.articles.flush();
        },
    };
}
