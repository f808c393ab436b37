#pragma once

#include "widgets/common/controls/statuschip.h"

#include <QWidget>

namespace service {

/// The big light: the status shape on a soft disc.
class StateLight : public QWidget
{
    Q_OBJECT
public:
    explicit StateLight(QWidget *parent = nullptr);
    void setStatus(ui::Status status);
    QSize sizeHint() const override { return {64, 64}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ui::Status m_status = ui::Status::Neutral;
};

}  // namespace service
