#pragma once

#include <QDateEdit>

namespace commerce {

/// A day, typed as 2026-01-31 or picked from a small calendar (Alt+Down or the arrow). The wheel leaves it alone.
/// Thread: GUI.
class DayField : public QDateEdit
{
    Q_OBJECT
public:
    explicit DayField(QWidget *parent);
    void setName(const QString &name);  ///< for screen readers

protected:
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void dressCalendar();
};

}  // namespace commerce
