#include "widgets/commerce/page/dayfield.h"

#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QCalendarWidget>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTextCharFormat>
#include <QToolButton>
#include <QWheelEvent>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int DayWidth = 136;
}

DayField::DayField(QWidget *parent) : QDateEdit(parent)
{
    setCalendarPopup(true);
    setDisplayFormat(u"yyyy-MM-dd"_s);
    setDateRange(QDate(2000, 1, 1), QDate(9998, 12, 31));
    setFocusPolicy(Qt::StrongFocus);
    setFixedWidth(DayWidth);
    dressCalendar();
}

/// The week begins as people here expect it; weekends are no warnings and stay in the colour of text.
void DayField::dressCalendar()
{
    QCalendarWidget *calendar = calendarWidget();
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    calendar->setHorizontalHeaderFormat(QCalendarWidget::ShortDayNames);
    calendar->setLocale(QLocale());
    calendar->setFirstDayOfWeek(QLocale().firstDayOfWeek());
    calendar->setMinimumSize(300, 240);
    const std::pair<const char *, const char *> arrows[] = {{"qt_calendar_prevmonth", "chevron-left"},
                                                            {"qt_calendar_nextmonth", "chevron-right"}};
    for (const auto &[name, picture] : arrows) {
        if (auto *button = calendar->findChild<QToolButton *>(QLatin1String(name)))
            button->setIcon(ui::icon(QLatin1String(picture)));
    }
    QTextCharFormat plain;
    plain.setForeground(ui::tokens(this).text);
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
        calendar->setWeekdayTextFormat(day, plain);
}

void DayField::setName(const QString &name)
{
    setAccessibleName(name);
    lineEdit()->setAccessibleName(name);  // it is what has the focus
}

void DayField::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void DayField::keyPressEvent(QKeyEvent *event)
{
    const bool opens = event->key() == Qt::Key_F4 ||
                       (event->key() == Qt::Key_Down && event->modifiers().testFlag(Qt::AltModifier));
    if (!opens)
        return QDateEdit::keyPressEvent(event);
    // There is no call that opens it: press where the arrow is.
    const QRect arrow(width() - 20, 0, 20, height());
    const QPointF at = arrow.center();
    QMouseEvent press(QEvent::MouseButtonPress, at, mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
    mousePressEvent(&press);
}

void DayField::changeEvent(QEvent *event)
{
    QDateEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        dressCalendar();
}

}  // namespace commerce
