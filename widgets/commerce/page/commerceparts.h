#pragma once

#include "models/domain/result.h"

#include <QHash>
#include <QLabel>
#include <QWidget>

class QSpinBox;
class QTableView;

namespace commerce {

/// A warning or a hint in a form: a shape and a sentence that wraps. Hidden while it has nothing to say. Thread: GUI.
class HintLine : public QWidget
{
    Q_OBJECT
public:
    explicit HintLine(QWidget *parent, bool warning = true);
    void say(const QString &text);  ///< empty: nothing
    QString text() const { return m_text->text(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text;
    bool m_warning;
};

/// A table as the house has them: no grid, whole rows, one stop of the Tab key.
void dressTable(QTableView *table);
/// As wide as their content, and `wide` has the rest.
void fitColumns(QTableView *table, int wide);

/// The same look for a table on a page: on a card, which it fills.
QWidget *onCard(QTableView *table, QWidget *parent);

/// What a screen reader says of a number's field; its inner line has the focus.
void nameNumber(QSpinBox *field, const QString &name);

/// Faults of an "invalid_fields" answer by field; empty for another error.
QHash<QString, QString> fieldFaults(const Error &error);
/// The server's words for a fault, in the present language where they are known.
QString faultText(const QString &what);

}  // namespace commerce
