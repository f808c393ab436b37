// The text of an article lesson as a tree of plain values: CommonMark with GitHub's tables, strikes and task lists.
//
// marked reads the Markdown. It is handed in, because a page, a mini-program and a test get at npm's packages each in a
// way of their own, and it is only asked for its tokens, never for HTML: whoever shows the tree creates text nodes, so
// whatever an author pastes stays text. HTML is text too. Links keep http(s) and mailto addresses only; a picture is a
// link, since the page loads nothing from elsewhere.
//
// An author's text must not hold up the page of a learner, so its length, nodes, depth, cells and definitions are
// limited, and one run of text too, because marked's search for marks costs the square of it. What is beyond a limit is
// shown as it was written. TESTING §4 has what it costs.
//
// Node: {type: 'text'|'code'|'pre', text} · {type: 'br'|'hr'} · {type: 'link', href, children} ·
// {type: 'strong'|'em'|'del'|'p'|'h2'|'h3'|'h4'|'quote', children} · {type: 'ul'|'ol', start, items: [children]} ·
// {type: 'table', rows: [[{head, align, children}]]}.

const MAX_LENGTH = 200_000; // what the school takes
const MAX_RUN = 10_000;
const MAX_DEPTH = 16;
const MAX_NODES = 20_000;
const MAX_CELLS = 5_000;
const MAX_DEFINITIONS = 200;
const MAX_HEADING = 1000;

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

export function safeLink(address) {
    return /^(https?:\/\/|mailto:)/i.test(address) ? address : null;
}

function characterOf(entity, name) {
    if (!name.startsWith('#')) return ENTITIES[name] || entity;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}

const decoded = (text) => text.replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]+);/gi, characterOf);

// marked's tokenizer and lexer, with the limits.
function boundedLexer({ Lexer, Tokenizer }) {
    class BoundedTokenizer extends Tokenizer {
        definitions = 0;
        quotes = 0; // open ones

        // Reads the quotes in a quote by itself, past the lexer's depth.
        blockquote(source) {
            if (this.quotes >= MAX_DEPTH) {
                const tokens = [{ type: 'text', raw: source, text: source }];
                return { type: 'blockquote', raw: source, text: source, tokens };
            }
            this.quotes += 1;
            try {
                return super.blockquote(source);
            } finally {
                this.quotes -= 1;
            }
        }

        html() {}

        tag() {}

        def(source) {
            if (this.definitions >= MAX_DEFINITIONS) return undefined;
            const token = super.def(source);
            if (token) this.definitions += 1;
            return token;
        }

        // Looked for at every line of a list, to the end of it. A heading's line is short.
        lheading(source) {
            const end = source.lastIndexOf('\n', MAX_HEADING) + 1;
            return super.lheading(source.slice(0, source.length > MAX_HEADING && end > 0 ? end : MAX_HEADING));
        }

        // Each row gets as many cells as the head has.
        table(source) {
            const [, head = '', , rows = ''] = this.rules.block.table.exec(source) || [];
            const cells = head.split('|').length * (rows.split('\n').length + 1);
            return cells > MAX_CELLS ? undefined : super.table(source);
        }
    }

    return class BoundedLexer extends Lexer {
        depth = 0;

        constructor() {
            super({ gfm: true, tokenizer: new BoundedTokenizer() });
        }

        bounded(source, tokens, isTooLong, read) {
            if (isTooLong || this.depth >= MAX_DEPTH) {
                tokens.push({ type: 'text', raw: source, text: source });
                return tokens;
            }
            this.depth += 1;
            try {
                return read();
            } finally {
                this.depth -= 1;
            }
        }

        blockTokens(source, tokens = [], ...more) {
            return this.bounded(source, tokens, false, () => super.blockTokens(source, tokens, ...more));
        }

        inlineTokens(source, tokens = []) {
            return this.bounded(source, tokens, source.length > MAX_RUN, () => super.inlineTokens(source, tokens));
        }
    };
}

// Turns tokens into nodes, as long as there is room for them.
class Tree {
    room = MAX_NODES;
    level = 1; // of the heading before

    of(tokens) {
        const nodes = [];
        for (const token of tokens) {
            if (this.room <= 0) break;
            for (const node of this.nodes(token)) {
                const last = nodes.at(-1);
                if (node.type === 'text' && last && last.type === 'text') last.text += node.text;
                else nodes.push(node);
            }
        }
        return nodes;
    }

    // The nodes of one token: none, one or, where a mark is not taken, what stands in it.
    nodes(token) {
        this.room -= 1;
        const write = WRITERS[token.type];
        return write ? write(this, token) : [text(token.raw)];
    }

    // Whoever hears a page walks it by its headings: below the lesson's title (h1) each is at most one level deeper than
    // the one before, whatever the author wrote.
    heading({ depth, tokens }) {
        this.level = Math.min(4, Math.max(2, depth + 1), this.level + 1);
        return { type: `h${this.level}`, children: this.of(tokens) };
    }

    link(href, children) {
        const address = safeLink(decoded(href));
        return address ? [{ type: 'link', href: address, children }] : children;
    }

    row(cells, head) {
        return cells.map(({ align, tokens }) => ({ head, align: align || null, children: this.of(tokens) }));
    }
}

const text = (content) => ({ type: 'text', text: content });
const marked = (type) => (tree, token) => [{ type, children: tree.of(token.tokens) }];

const WRITERS = {
    space: () => [],
    def: () => [],
    hr: () => [{ type: 'hr' }],
    br: () => [{ type: 'br' }],
    escape: (_tree, token) => [text(token.text)],
    checkbox: (_tree, token) => [text(token.checked ? '☑ ' : '☐ ')],
    text: (tree, token) => (token.tokens ? tree.of(token.tokens) : [text(decoded(token.text))]),
    code: (_tree, token) => [{ type: 'pre', text: token.text }],
    codespan: (_tree, token) => [{ type: 'code', text: token.text }],
    strong: marked('strong'),
    em: marked('em'),
    del: marked('del'),
    paragraph: marked('p'),
    blockquote: marked('quote'),
    heading: (tree, token) => [tree.heading(token)],
    link: (tree, token) => tree.link(token.href, tree.of(token.tokens)),
    image: (tree, token) => tree.link(token.href, [text(decoded(token.text || token.href))]),
    list: (tree, token) => [
        {
            type: token.ordered ? 'ol' : 'ul',
            start: token.ordered ? Number(token.start) : null,
            items: token.items.map((item) => tree.of(item.tokens)),
        },
    ],
    table: (tree, token) => [
        { type: 'table', rows: [tree.row(token.header, true), ...token.rows.map((row) => tree.row(row, false))] },
    ],
};

const asWritten = (source) => (source.trim() ? [{ type: 'p', children: [text(source)] }] : []);

// `markdown` is marked: its Lexer and Tokenizer. What it gives turns an author's text into nodes.
export function createArticleReader(markdown) {
    const BoundedLexer = boundedLexer(markdown);

    function blocksOf(source) {
        const tokens = new BoundedLexer().lex(source);
        const tree = new Tree();
        const blocks = [];
        for (const [index, token] of tokens.entries()) {
            const nodes = tree.nodes(token);
            if (tree.room <= 0) {
                const rest = tokens.slice(index).map(({ raw }) => raw);
                return [...blocks, ...asWritten(rest.join(''))];
            }
            blocks.push(...nodes);
        }
        return blocks;
    }

    return function readArticle(source) {
        const all = String(source || '').replace(/\r\n?/g, '\n');
        const rest = asWritten(all.slice(MAX_LENGTH));
        try {
            return [...blocksOf(all.slice(0, MAX_LENGTH)), ...rest];
        } catch (_error) {
            return asWritten(all); // a text that marked gives up on
        }
    };
}
