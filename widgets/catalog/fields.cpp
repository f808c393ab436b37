#include "widgets/catalog/fields.h"

#include <QEvent>
#include <QStyle>
#include <QWheelEvent>

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
    if (event->type() == QEvent::FocusIn)
        m_session = next();
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
    if (text().trimmed() != value.value_or(QString()) || !value)
        setText(value.value_or(QString()));
    if (!hasFocus())
        setCursorPosition(0);  // of a long text the beginning, not the end
}

void TextField::setHint(const QString &hint)
{
    m_hint = hint;
    setPlaceholderText(hint);
}

LongTextField::LongTextField(QWidget *parent) : QPlainTextEdit(parent), m_visit(this)
{
    setTabChangesFocus(true);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_showing)
            Q_EMIT valueEdited(toPlainText(), m_visit.session());
    });
}

void LongTextField::show(const std::optional<QString> &value)
{
    setPlaceholderText(value ? QString() : tr("Mixed"));
    if (toPlainText() == value.value_or(QString()))
        return;
    m_showing = true;
    setPlainText(value.value_or(QString()));
    m_showing = false;
}

PriceField::PriceField(QWidget *parent) : QLineEdit(parent), m_visit(this)
{
    setAlignment(Qt::AlignRight);
    connect(this, &QLineEdit::textEdited, this, [this](const QString &text) {
        const auto value = parseYuan(text.trimmed().isEmpty() ? u"0"_s : text);
        markFault(this, !value, tr("An amount like 199 or 49.90, at most %1").arg(formatPrice(MaxPrice)));
        if (value && value != m_value) {
            m_value = value;
            Q_EMIT valueEdited(*value, m_visit.session());
        }
    });
    // Leaving the field puts it into its proper form, and an unreadable entry back to the last good one.
    connect(this, &QLineEdit::editingFinished, this, [this] { show(m_value); });
}

void PriceField::show(std::optional<Fen> value)
{
    const bool typing = hasFocus() && value && parseYuan(text()) == value;
    m_value = value;
    setPlaceholderText(value ? QString() : tr("Mixed"));
    if (property("fault").toBool()) {
        markFault(this, false);
    } else if (typing && isModified()) {
        return;
    }
    setText(value ? formatPrice(*value) : QString());
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

NumberField::NumberField(QWidget *parent) : QSpinBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
}

void NumberField::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

}  // namespace catalog
