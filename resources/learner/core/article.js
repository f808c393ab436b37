// The text of an article lesson as a tree of plain values: headings, paragraphs, lists, quotes, code, links, emphasis.
//
// A small, safe subset of Markdown. It only ever yields node names from the list below and text; whoever shows it
// creates text nodes, so whatever an author pastes stays text. Links keep http(s) and mailto addresses only.
// Block: {type: h2|h3|h4|p|quote|code|ul|ol|hr, children|text|items}; inline: {type: text|strong|em|code|link, …}.

const INLINE = /(`[^`]+`)|(\*\*[^*]+\*\*)|(\*[^*\s][^*]*\*)|(\[[^\]]+\]\([^)\s]+\))/;

export function safeLink(address) {
    return /^(https?:\/\/|mailto:)/i.test(address) ? address : null;
}

export function parseInline(text) {
    const out = [];
    let rest = text;
    while (rest) {
        const match = INLINE.exec(rest);
        if (!match) break;
        if (match.index > 0) out.push({ type: 'text', text: rest.slice(0, match.index) });
        out.push(inlineNode(match[0]));
        rest = rest.slice(match.index + match[0].length);
    }
    if (rest) out.push({ type: 'text', text: rest });
    return out;
}

function inlineNode(token) {
    if (token.startsWith('`')) return { type: 'code', text: token.slice(1, -1) };
    if (token.startsWith('**')) return { type: 'strong', text: token.slice(2, -2) };
    if (token.startsWith('*')) return { type: 'em', text: token.slice(1, -1) };
    const [, label, address] = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(token);
    const href = safeLink(address);
    return href ? { type: 'link', text: label, href } : { type: 'text', text: label };
}

const RULES = [
    { test: /^#{1,6}\s+/, take: takeHeading },
    { test: /^(-{3,}|\*{3,})\s*$/, take: (lines) => [{ type: 'hr' }, lines.slice(1)] },
    { test: /^```/, take: takeCode },
    { test: /^>\s?/, take: takeQuote },
    { test: /^[-*+]\s+/, take: (lines) => takeList(lines, 'ul', /^[-*+]\s+/) },
    { test: /^\d{1,3}[.)]\s+/, take: (lines) => takeList(lines, 'ol', /^\d{1,3}[.)]\s+/) },
];

function takeHeading(lines) {
    const level = Math.min(4, Math.max(2, /^#+/.exec(lines[0])[0].length + 1));
    return [{ type: `h${level}`, children: parseInline(lines[0].replace(/^#+\s+/, '')) }, lines.slice(1)];
}

function takeCode(lines) {
    const end = lines.findIndex((line, index) => index > 0 && /^```/.test(line));
    const last = end < 0 ? lines.length : end;
    return [{ type: 'code', text: lines.slice(1, last).join('\n') }, lines.slice(last + 1)];
}

function takeWhile(lines, test) {
    const end = lines.findIndex((line) => !test(line));
    return end < 0 ? lines.length : end;
}

function takeQuote(lines) {
    const count = takeWhile(lines, (line) => /^>/.test(line));
    const text = lines
        .slice(0, count)
        .map((line) => line.replace(/^>\s?/, ''))
        .join(' ');
    return [{ type: 'quote', children: parseInline(text) }, lines.slice(count)];
}

function takeList(lines, type, mark) {
    const count = takeWhile(lines, (line) => mark.test(line));
    const items = lines.slice(0, count).map((line) => parseInline(line.replace(mark, '')));
    return [{ type, items }, lines.slice(count)];
}

function takeParagraph(lines) {
    const count = takeWhile(lines, (line) => line.trim() && !RULES.some((rule) => rule.test.test(line)));
    return [{ type: 'p', children: parseInline(lines.slice(0, count).join('\n')) }, lines.slice(count)];
}

export function parseArticle(source) {
    let lines = String(source || '')
        .replace(/\r\n?/g, '\n')
        .split('\n');
    const blocks = [];
    while (lines.length > 0) {
        if (!lines[0].trim()) {
            lines = lines.slice(1);
            continue;
        }
        const rule = RULES.find((candidate) => candidate.test.test(lines[0]));
        const [block, rest] = rule ? rule.take(lines) : takeParagraph(lines);
        blocks.push(block);
        lines = rest;
    }
    return withoutSkippedLevels(blocks);
}

// Whoever hears a page walks it by its headings: below the lesson's title (h1) each is at most one level deeper than the
// one before, whatever the author wrote.
function withoutSkippedLevels(blocks) {
    let last = 1;
    return blocks.map((block) => {
        const level = /^h(\d)$/.exec(block.type);
        if (!level) return block;
        last = Math.min(Number(level[1]), last + 1);
        return { ...block, type: `h${last}` };
    });
}
