#include "widgets/catalog/forms/fields.h"

#include "models/domain/duration.h"

#include <QEvent>
#include <QKeyEvent>
#include <QStyle>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

void markFault(QWidget *field, bool fault, const QString &words)
{
    if (field->property("faultWords").toString() != (fault ? words : QString()))
        field->setProperty("faultWords", fault ? words : QString());
    if (field->property("fault").toBool() == fault)
        return;
    field->setProperty("fault", fault);
    field->style()->unpolish(field);
    field->style()->polish(field);
}

void setUnderstood(QWidget *field, const QString &words)
{
    if (field->property("understood").toString() == words)
        return;
    field->setProperty("understood", words);
    field->setAccessibleDescription(words);
}

namespace {

/// Whether the field can undo (or redo) typing of its own. A spin box rewrites its text with every key: it has no
/// history to speak of.
bool hasOwnHistory(const QObject *field, bool undo)
{
    if (const auto *line = qobject_cast<const QLineEdit *>(field))
        return undo ? line->isUndoAvailable() : line->isRedoAvailable();
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(field))
        return undo ? text->document()->isUndoAvailable() : text->document()->isRedoAvailable();
    return false;
}

/// What an earlier visit typed may have been another lesson's: it is the course's history by now.
void forgetHistory(QObject *field)
{
    if (auto *line = qobject_cast<QLineEdit *>(field))
        line->setText(line->text());
    else if (auto *text = qobject_cast<QPlainTextEdit *>(field))
        text->document()->clearUndoRedoStacks();
}

bool isRedo(const QKeyEvent &key)
{
    // Both usual keys on every system, as OutlineActions has them.
    return key.matches(QKeySequence::Redo) || (key.key() == Qt::Key_Y && key.modifiers() == Qt::ControlModifier) ||
           (key.key() == Qt::Key_Z && key.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier));
}

}  // namespace

FieldVisit::FieldVisit(QWidget *field) : QObject(field), m_session(next())
{
    field->installEventFilter(this);
}

int FieldVisit::next()
{
    static int last = 0;
    return ++last;
}

bool FieldVisit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        m_session = next();
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            forgetHistory(watched);
    }
    if (event->type() == QEvent::ShortcutOverride) {
        // The field would take the key and do nothing with it; ignored, it is the course's shortcut.
        const auto &key = *static_cast<QKeyEvent *>(event);
        const bool undo = key.matches(QKeySequence::Undo);
        if ((undo || isRedo(key)) && !hasOwnHistory(watched, undo)) {
            event->ignore();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

TextField::TextField(QWidget *parent) : QLineEdit(parent), m_visit(this)
{
    connect(this, &QLineEdit::textEdited, this,
            [this](const QString &text) { Q_EMIT valueEdited(text, m_visit.session()); });
}

void TextField::show(const std::optional<QString> &value)
{
    setPlaceholderText(value ? m_hint : tr("Mixed"));
    // Only a real difference is written, so that the cursor stays where somebody types; a trailing space is one of
    // those.
    if (text().trimmed() != value.value_or(QString()) || !value) {
        // What was taken out of the typed text stood before the caret.
        const int behind = int(text().size()) - cursorPosition();
        setText(value.value_or(QString()));
        setCursorPosition(std::max(0, int(text().size()) - behind));
    }
    if (!hasFocus())
        setCursorPosition(0);  // of a long text the beginning, not the end
}

void TextField::setHint(const QString &hint)
{
    m_hint = hint;
    setPlaceholderText(hint);
}

LongTextField::LongTextField(int most, QWidget *parent) : QPlainTextEdit(parent), m_visit(this), m_most(most)
{
    setTabChangesFocus(true);
    connect(this, &QPlainTextEdit::textChanged, this, &LongTextField::edited);
}

void LongTextField::edited()
{
    if (m_showing)
        return;
    const bool full = toPlainText().size() > m_most;
    if (full)
        cutToLength();
    markFault(this, full, tr("No more than %L1 characters fit; the rest was left out").arg(m_most));
    Q_EMIT valueEdited(toPlainText(), m_visit.session());
}

/// What was typed or pasted last stands before the caret: its end is what didn't fit.
void LongTextField::cutToLength()
{
    const int over = int(toPlainText().size()) - m_most;
    QTextCursor cut = textCursor();
    const int end = cut.position() >= over ? cut.position() : int(toPlainText().size());
    cut.joinPreviousEditBlock();
    cut.setPosition(end - over);
    cut.setPosition(end, QTextCursor::KeepAnchor);
    m_showing = true;
    cut.removeSelectedText();
    m_showing = false;
    cut.endEditBlock();
}

void LongTextField::show(const std::optional<QString> &value)
{
    setPlaceholderText(value ? QString() : tr("Mixed"));
    if (toPlainText() == value.value_or(QString()))
        return;
    m_showing = true;
    if (hasFocus() && value)
        replaceWith(*value);
    else
        setPlainText(value.value_or(QString()));
    m_showing = false;
    markFault(this, false);
}

/// Only what differs is touched, so that the caret, the selection and what can be undone stay.
void LongTextField::replaceWith(const QString &text)
{
    const QString old = toPlainText();
    const auto shorter = std::min(old.size(), text.size());
    qsizetype same = 0;
    while (same < shorter && old[same] == text[same])
        ++same;
    qsizetype tail = 0;
    while (tail < shorter - same && old[old.size() - 1 - tail] == text[text.size() - 1 - tail])
        ++tail;
    QTextCursor cursor(document());
    cursor.joinPreviousEditBlock();
    cursor.setPosition(int(same));
    cursor.setPosition(int(old.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(same, text.size() - tail - same));
    cursor.endEditBlock();
}

PriceField::PriceField(QWidget *parent) : QLineEdit(parent), m_visit(this)
{
    setAlignment(Qt::AlignRight);
    connect(this, &QLineEdit::textEdited, this, &PriceField::take);
    // Leaving the field puts it into its proper form, and an unreadable entry back to what was there.
    connect(this, &QLineEdit::editingFinished, this, [this] {
        setModified(false);
        show(m_value);
    });
}

void PriceField::take(const QString &text)
{
    const auto read = parseYuan(text.trimmed().isEmpty() ? u"0"_s : text);
    markFault(this, !read, tr("An amount like 199 or 49.90, at most %1").arg(formatPrice(MaxPrice)));
    // The beginning of what can't be read was read, key by key: it was not meant.
    const std::optional<Fen> value = read ? std::optional(*read) : m_before;
    if (value && value != m_value) {
        m_value = value;
        Q_EMIT valueEdited(*value, m_visit.session());
    }
}

void PriceField::show(std::optional<Fen> value)
{
    // News that leave the value alone (a save, a transcode's progress) leave what is being typed alone too.
    const bool typing = hasFocus() && isModified() && (value == m_value || (value && parseYuan(text()) == value));
    m_value = value;
    setPlaceholderText(value ? QString() : tr("Mixed"));
    if (typing)
        return;
    m_before = value;
    markFault(this, false);
    setText(value ? formatPrice(*value) : QString());
}

DurationField::DurationField(QWidget *parent) : QLineEdit(parent), m_visit(this)
{
    setAlignment(Qt::AlignRight);
    connect(this, &QLineEdit::textEdited, this, &DurationField::take);
    // Leaving the field puts it into its proper form, and an unreadable entry back to what was there.
    connect(this, &QLineEdit::editingFinished, this, &DurationField::settle);
}

void DurationField::setRange(int least, int most)
{
    m_least = least;
    m_most = most;
}

void DurationField::take(const QString &text)
{
    const auto seconds = parseDuration(text);
    const bool good = seconds && *seconds >= m_least && *seconds <= m_most;
    markFault(this, !good,
              seconds ? tr("Between %1 and %2").arg(formatDuration(m_least * 1000LL), formatDuration(m_most * 1000LL))
                      : tr("A length like 1:30, 1:02:03 or 90 (seconds)"));
    // The beginning of what can't be read was read, key by key ("1" of "1:30"): it was not meant.
    const std::optional<int> value = good ? std::optional(int(*seconds)) : m_before;
    const bool changed = value && m_value != value;
    if (changed)
        m_value = value;
    if (good)
        retranslate();
    else
        setUnderstood(this, {});
    if (changed)
        Q_EMIT valueEdited(*value, m_visit.session());
}

void DurationField::settle()
{
    m_before = m_value;
    markFault(this, false);
    const QString proper = m_value ? formatDuration(*m_value * 1000LL) : QString();
    if (text() != proper)
        setText(proper);
    retranslate();
}

void DurationField::show(std::optional<int> seconds)
{
    const bool typing = hasFocus() && isModified() && (seconds == m_value || parseDuration(text()) == seconds);
    m_value = seconds;
    setPlaceholderText(seconds ? QString() : tr("Mixed"));
    if (!typing)
        settle();
}

void DurationField::retranslate()
{
    if (!m_value) {
        setUnderstood(this, {});
        return;
    }
    const int h = *m_value / 3600;
    const int m = *m_value % 3600 / 60;
    const int s = *m_value % 60;
    setUnderstood(this, h > 0   ? tr("%1 h %2 min %3 s").arg(h).arg(m).arg(s)
                        : m > 0 ? tr("%1 min %2 s").arg(m).arg(s)
                                : tr("%1 s").arg(s));
}

void DurationField::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Up ? 1 : event->key() == Qt::Key_Down ? -1 : 0;
    if (step == 0 || !m_value || event->modifiers() != Qt::NoModifier)
        return QLineEdit::keyPressEvent(event);
    const int next = std::clamp(*m_value + step, m_least, m_most);
    setText(formatDuration(next * 1000LL));
    take(text());
}

CheckField::CheckField(QWidget *parent) : QCheckBox(parent)
{
    connect(this, &QCheckBox::clicked, this, [this] {
        // Out of "mixed" a click always means yes.
        const bool on = checkState() != Qt::Unchecked;
        setTristate(false);
        setChecked(on);
        Q_EMIT valueEdited(on);
    });
}

void CheckField::show(std::optional<bool> value)
{
    setTristate(!value);
    setCheckState(!value ? Qt::PartiallyChecked : *value ? Qt::Checked : Qt::Unchecked);
}

ChoiceField::ChoiceField(QWidget *parent) : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    // As wide as the inspector, not as its longest word.
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
    connect(this, &QComboBox::activated, this, &ChoiceField::valueEdited);
}

void ChoiceField::show(std::optional<int> index)
{
    setPlaceholderText(tr("Mixed"));
    setCurrentIndex(index.value_or(-1));
}

void ChoiceField::setItems(const QStringList &items)
{
    const int index = currentIndex();
    clear();
    addItems(items);
    setCurrentIndex(index);
}

void ChoiceField::wheelEvent(QWheelEvent *event)
{
    // Scrolling the inspector must not change what the pointer happens to pass.
    event->ignore();
}

NumberField::NumberField(QWidget *parent) : QSpinBox(parent), m_visit(this)
{
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QSpinBox::valueChanged, this, [this](int value) { Q_EMIT valueEdited(value, m_visit.session()); });
}

void NumberField::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

}  // namespace catalog
