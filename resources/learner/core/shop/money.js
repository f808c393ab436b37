// Money as people read it. Everywhere else it is whole fen; this is the one place where it becomes text. Pure.

// ¥99, ¥99.50, −¥20 (a word joiner keeps the sign with its amount); what isn't whole fen is no money and has no text.
export function priceText(fen) {
    if (!Number.isSafeInteger(fen)) return '';
    const whole = Math.floor(Math.abs(fen) / 100);
    const rest = Math.abs(fen) % 100;
    const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
    return `${fen < 0 ? '−\u2060' : ''}¥${grouped}${rest ? `.${String(rest).padStart(2, '0')}` : ''}`;
}
