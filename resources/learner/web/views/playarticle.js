// The reader of a text lesson: how far one scrolled and how long one read, kept locally first.

import { createArticleReader } from '../core/article.js';
import { percentRead } from '../core/coursemodel.js';
import { icon } from '../icons.js';
import { Lexer, Tokenizer } from '../lib/marked/marked.esm.js';
import { createRoot, html, nothing } from '../render.js';
import { createPlaySide } from './playside.js';

const KEEP_EVERY = 5000;
const SEND_EVERY = 15000;
const IDLE_AFTER = 60000; // nobody reads a screen for longer without moving at all

const readArticle = createArticleReader({ Lexer, Tokenizer });

function cell({ head, align, children }) {
    const side = align ? `text-align: ${align}` : '';
    return head
        ? html`<th scope="col" .style=${side}>${shown(children)}</th>`
        : html`<td .style=${side}>${shown(children)}</td>`;
}

const rowOf = (cells) => html`<tr>${cells.map(cell)}</tr>`;

// Whatever may scroll is reached by the keyboard.
const table = ([head, ...rows]) =>
    html`<div class="table" tabindex="0"><table><thead>${rowOf(head)}</thead><tbody>${rows.map(rowOf)}</tbody></table></div>`;

const items = (list) => list.map((children) => html`<li>${shown(children)}</li>`);

const TEMPLATES = {
    text: ({ text }) => text,
    code: ({ text }) => html`<code>${text}</code>`,
    pre: ({ text }) => html`<pre tabindex="0"><code>${text}</code></pre>`,
    br: () => html`<br />`,
    hr: () => html`<hr />`,
    strong: ({ children }) => html`<strong>${shown(children)}</strong>`,
    em: ({ children }) => html`<em>${shown(children)}</em>`,
    del: ({ children }) => html`<del>${shown(children)}</del>`,
    link: ({ href, children }) =>
        html`<a href=${href} rel="noopener noreferrer" target="_blank">${shown(children)}</a>`,
    p: ({ children }) => html`<p>${shown(children)}</p>`,
    h2: ({ children }) => html`<h2>${shown(children)}</h2>`,
    h3: ({ children }) => html`<h3>${shown(children)}</h3>`,
    h4: ({ children }) => html`<h4>${shown(children)}</h4>`,
    quote: ({ children }) => html`<blockquote>${shown(children)}</blockquote>`,
    ul: (node) => html`<ul>${items(node.items)}</ul>`,
    ol: (node) => html`<ol start=${node.start}>${items(node.items)}</ol>`,
    table: ({ rows }) => table(rows),
};

const shown = (nodes) => nodes.map((node) => TEMPLATES[node.type](node));

function createArticle(source) {
    const blocks = shown(readArticle(source));
    const { element, update } = createRoot(
        'article',
        { class: 'prose article', 'data-testid': 'article-text' },
        () => blocks,
    );
    update();
    return element;
}

export function openArticle(context) {
    const { t, clock, timers, grant, lessonId, learning: mine } = context;
    const { title, content, courseId, courseUid, lessonUid } = grant.get();
    const side = createPlaySide(context);
    const text = createArticle(content);
    let timer = null;
    let keptAt = clock.elapsed();
    let sentAt = clock.elapsed();
    let movedAt = clock.elapsed();

    function percent() {
        const box = text.getBoundingClientRect();
        return box.height > 0 ? ((window.innerHeight - box.top) / box.height) * 100 : 100;
    }

    // Reading this one to its end may open what comes after.
    const onward = createRoot('p', { class: 'reader-end' }, () => {
        const { id, barrier } = side.next();
        const rest = barrier ? html`<span class="meta">${t(`player.rest.${barrier}`)}</span>` : nothing;
        const link = id
            ? html`<a class="button primary" href=${`#/play/${id}`} data-testid="article-next"
                  >${icon('next')}<span>${t('player.next')}</span></a
              >`
            : html`<a class="button" href=${`#/course/${courseId}`}>${t('player.backToCourse')}</a>`;
        return html`${rest}${link}`;
    });
    side.arrived.then(onward.update);

    function showPercent() {
        side.showPercent(percentRead(mine.articles.get(lessonId), mine.store.get(courseUid, lessonUid)));
        onward.update();
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
    const template = () =>
        html`<div class="play-layout">
            <div class="play-main reader">
                ${side.head} ${empty ? html`<p class="meta">${t('article.empty')}</p>` : text} ${onward.element}
            </div>
            ${side.list}
        </div>`;

    return {
        title: title || '',
        template,
        begin: () => requestAnimationFrame(beat),
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
