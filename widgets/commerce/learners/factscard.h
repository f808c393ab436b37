#pragma once

#include "widgets/common/controls/parts.h"

#include <QList>
#include <QPair>

namespace commerce {

/// A card with a heading and lines of "what · figure", or a sentence where there are none. Texts are shown as they are.
/// Thread: GUI.
class FactsCard : public ui::Card
{
    Q_OBJECT
public:
    using Line = QPair<QString, QString>;

    explicit FactsCard(QWidget *parent);
    void setTitle(const QString &title);
    void setLines(const QList<Line> &lines, const QString &none);

private:
    QLabel *m_title;
    QWidget *m_lines = nullptr;  ///< made anew with each answer
};

}  // namespace commerce
