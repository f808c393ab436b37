#pragma once

#include "widgets/common/controls/statuschip.h"

#include <QAbstractButton>

#include <optional>

namespace shell {

/// One entry of the rail: a picture over a word. A page's entry is checkable and may carry a small ring of progress;
/// the foot's entry carries a status shape instead of a picture.
class RailButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit RailButton(QWidget *parent = nullptr);

    void setIconName(const QString &name);
    void setStatus(ui::Status status);
    void setProgress(double progress);  ///< 0–1; below 0: none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QRect wordArea() const;
    QString m_icon;
    std::optional<ui::Status> m_status;
    double m_progress = -1;
};

}  // namespace shell
