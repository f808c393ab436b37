#include "widgets/mainwindow/navigationrail.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/mainwindow/railbutton.h"

#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace shell {

NavigationRail::NavigationRail(QWidget *parent)
    : QFrame(parent), m_entries(new QVBoxLayout), m_connection(new RailButton(this))
{
    setObjectName(u"rail"_s);
    setFixedWidth(ui::metrics::Rail);
    m_entries->setSpacing(ui::metrics::Half);
    auto *inner = new QWidget;
    inner->setProperty("scrolled", true);
    auto *entries = new QVBoxLayout(inner);
    entries->setContentsMargins(0, ui::metrics::Gap, 0, ui::metrics::Half);
    entries->setSpacing(0);
    entries->addLayout(m_entries);
    entries->addStretch(1);
    auto *scroll = new QScrollArea;  // a low screen doesn't hold all entries
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(inner);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, ui::metrics::Grid);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    column->addWidget(m_connection);
    m_group.setExclusive(true);
    connect(m_connection, &RailButton::clicked, this, &NavigationRail::connectionClicked);
}

void NavigationRail::addEntry(const QString &id, const QString &icon, const QString &text)
{
    auto *button = new RailButton(this);
    button->setIconName(icon);
    button->setText(text);
    button->setCheckable(true);
    button->setObjectName(u"rail-"_s + id);
    m_group.addButton(button);
    m_buttons.insert(id, button);
    m_entries->addWidget(button);
    connect(button, &RailButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
}

void NavigationRail::setEntryText(const QString &id, const QString &text, const QString &shortcut)
{
    if (RailButton *button = m_buttons.value(id)) {
        button->setText(text);
        ui::setName(button, text, shortcut);
        button->updateGeometry();
    }
}

void NavigationRail::setOffered(const QString &id, bool offered)
{
    if (offered)
        m_withheld.remove(id);
    else
        m_withheld.insert(id);
    if (RailButton *button = m_buttons.value(id))
        button->setVisible(offered);
}

void NavigationRail::setCurrent(const QString &id)
{
    if (RailButton *button = m_buttons.value(id))
        button->setChecked(true);
}

void NavigationRail::setProgress(const QString &id, double progress)
{
    if (RailButton *button = m_buttons.value(id))
        button->setProgress(progress);
}

void NavigationRail::setConnection(ui::Status status, const QString &text, const QString &tip)
{
    m_connection->setStatus(status);
    m_connection->setText(text);
    m_connection->setAccessibleName(text);
    m_connection->setToolTip(tip);
    m_connection->updateGeometry();
}

void NavigationRail::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else
        QFrame::keyPressEvent(event);
}

}  // namespace shell
