#pragma once

#include "widgets/common/controls/parts.h"

class QLabel;

namespace service {

/// A name, a number, and a quiet line below it.
class FigureCard : public ui::Card
{
    Q_OBJECT
public:
    explicit FigureCard(QWidget *parent = nullptr);
    void setName(const QString &name);
    void setFigure(const QString &number, const QString &below);

private:
    QLabel *m_name;
    QLabel *m_number;
    QLabel *m_below;
};

}  // namespace service
