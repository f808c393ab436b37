#pragma once

#include "models/domain/money.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

#include <optional>

namespace catalog {

/// Fields of the inspector that can stand for several rows at once: where their values differ they show "mixed" and
/// change nothing until somebody edits them. Each tells in which visit (session) it was edited, so that one visit
/// becomes one undo step. Thread: GUI.

/// Draws a field as faulty, or not; a FormColumn says the words under it.
void markFault(QWidget *field, bool fault, const QString &words = {});

/// Says under the field, in quiet words, what its text was understood as.
void setUnderstood(QWidget *field, const QString &words);

/// Counts visits: every time the focus comes in is another. Undo and redo inside a field go as far as this visit's
/// typing; past it they are the course's, so the keys never do nothing.
class FieldVisit : public QObject
{
    Q_OBJECT
public:
    explicit FieldVisit(QWidget *field);
    int session() const { return m_session; }
    static int next();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int m_session;
};

class TextField : public QLineEdit
{
    Q_OBJECT
public:
    explicit TextField(QWidget *parent);
    void show(const std::optional<QString> &value);  ///< nullopt: mixed
    void setHint(const QString &hint);

Q_SIGNALS:
    void valueEdited(const QString &text, int session);

private:
    FieldVisit m_visit;
    QString m_hint;
};

/// Many lines. What is more than its length is not taken, as in a line, and the field says so; what its course changes
/// in the typed text (characters that can't be kept) leaves the caret where somebody types.
class LongTextField : public QPlainTextEdit
{
    Q_OBJECT
public:
    LongTextField(int most, QWidget *parent);  ///< characters (UTF-16)
    void show(const std::optional<QString> &value);

Q_SIGNALS:
    void valueEdited(const QString &text, int session);

private:
    void edited();
    void cutToLength();
    void replaceWith(const QString &text);
    FieldVisit m_visit;
    const int m_most;
    bool m_showing = false;
};

/// ¥ with two decimals; what can't be read is marked and changes nothing: the amount from before the typing stays.
class PriceField : public QLineEdit
{
    Q_OBJECT
public:
    explicit PriceField(QWidget *parent);
    void show(std::optional<Fen> value);

Q_SIGNALS:
    void valueEdited(Fen value, int session);

private:
    void take(const QString &text);
    FieldVisit m_visit;
    std::optional<Fen> m_value;
    std::optional<Fen> m_before;  ///< the typing
};

/// A length: m:ss, h:mm:ss, seconds or words, in either width (parseDuration); says under it what it understood. What
/// can't be read or is out of range is marked and changes nothing: the length from before the typing stays.
class DurationField : public QLineEdit
{
    Q_OBJECT
public:
    explicit DurationField(QWidget *parent);
    void setRange(int least, int most);  ///< s
    void show(std::optional<int> seconds);
    void retranslate();

Q_SIGNALS:
    void valueEdited(int seconds, int session);

protected:
    void keyPressEvent(QKeyEvent *event) override;  ///< up and down: a second more or less

private:
    void take(const QString &text);
    void settle();
    FieldVisit m_visit;
    std::optional<int> m_value;
    std::optional<int> m_before;  ///< the typing
    int m_least = 1;
    int m_most = 1;
};

class CheckField : public QCheckBox
{
    Q_OBJECT
public:
    explicit CheckField(QWidget *parent);
    void show(std::optional<bool> value);

Q_SIGNALS:
    void valueEdited(bool value);
};

class ChoiceField : public QComboBox
{
    Q_OBJECT
public:
    explicit ChoiceField(QWidget *parent);
    void show(std::optional<int> index);
    void setItems(const QStringList &items);  ///< the index stays

Q_SIGNALS:
    void valueEdited(int index);

protected:
    void wheelEvent(QWheelEvent *event) override;
};

/// A number that the wheel leaves alone.
class NumberField : public QSpinBox
{
    Q_OBJECT
public:
    explicit NumberField(QWidget *parent);

Q_SIGNALS:
    void valueEdited(int value, int session);

protected:
    void wheelEvent(QWheelEvent *event) override;

private:
    FieldVisit m_visit;
};

/// The one value of all, or nothing where they differ.
template<class Range, class Get>
auto common(const Range &range, Get get) -> std::optional<std::decay_t<decltype(get(*range.begin()))>>
{
    std::optional<std::decay_t<decltype(get(*range.begin()))>> value;
    for (const auto &item : range) {
        if (!value)
            value = get(item);
        else if (!(*value == get(item)))
            return std::nullopt;
    }
    return value;
}

}  // namespace catalog
