#include "widgets/mainwindow/mainwindow.h"

#include "widgets/common/theme/icons.h"
#include "widgets/mainwindow/navigationrail.h"
#include "widgets/mainwindow/notice.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace shell {

namespace {

constexpr QSize Least(480, 320);
constexpr QSize Usual(1280, 800);
constexpr QSize Frame(16, 48);  ///< about what the system puts around a window

QString shortcutText(int position)
{
    return QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + position)).toString(QKeySequence::NativeText);
}

/// Needs as much room as the page that is shown, not as the largest of all.
class PageStack : public QStackedWidget
{
public:
    PageStack()
    {
        connect(this, &QStackedWidget::currentChanged, this, [this] { updateGeometry(); });
    }
    QSize minimumSizeHint() const override { return currentWidget() ? currentWidget()->minimumSizeHint() : QSize(); }
};

}  // namespace

MainWindow::MainWindow(QSettings &settings, QWidget *parent)
    : QMainWindow(parent), m_settings(settings), m_rail(new NavigationRail), m_notice(new Notice),
      m_stack(new PageStack)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    // Where the screen holds less than a page needs, the page scrolls: nothing may be out of reach.
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_stack);
    column->addWidget(scroll, 1);
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(column, 1);
    // Takes the focus when no control of a page has it, so that no ring shows before the first Tab.
    m_stack->setFocusPolicy(Qt::ClickFocus);
    setCentralWidget(content);
    setMinimumSize(Least);
    resize(Usual);
    setWindowIcon(QIcon(u":/icons/coursewright.svg"_s));
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::showPage);
    connect(m_rail, &NavigationRail::connectionClicked, this, &MainWindow::connectionClicked);
}

MainWindow::~MainWindow() = default;

void MainWindow::addPage(ui::Page *page)
{
    const int position = int(m_pages.size());
    m_pages.push_back(page);
    m_stack->addWidget(page);
    m_rail->addEntry(page->pageId(), page->iconName(), page->title());
    m_rail->setEntryText(page->pageId(), page->title(), shortcutText(position));
    auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + position)), this);
    connect(shortcut, &QShortcut::activated, this, [this, page] { showPage(page->pageId()); });
}

void MainWindow::setPageOffered(const QString &id, bool offered)
{
    m_rail->setOffered(id, offered);
    if (!offered && m_shown && m_shown->pageId() == id)
        showPage(m_pages.front()->pageId());
}

void MainWindow::setOverlay(ui::Page *page)
{
    m_overlay = page;
    m_stack->addWidget(page);
}

ui::Page *MainWindow::currentPage() const
{
    return static_cast<ui::Page *>(m_stack->currentWidget());
}

bool MainWindow::isOverlayShown() const
{
    return m_overlay && m_stack->currentWidget() == m_overlay;
}

void MainWindow::makeCurrent(ui::Page *page)
{
    if (m_shown == page)
        return;
    if (m_shown)
        m_shown->deactivated();
    m_shown = page;
    // Otherwise Qt hands the focus of a control that goes out of sight to whatever comes next, ring and all.
    const QWidget *focused = focusWidget();
    if (focused && m_stack->isAncestorOf(focused))
        m_stack->setFocus();
    m_stack->setCurrentWidget(page);
    retranslate();
    page->activated();
}

void MainWindow::showPage(const QString &id)
{
    for (ui::Page *page : m_pages) {
        if (page->pageId() != id || !m_rail->isOffered(id))
            continue;
        m_rail->setCurrent(id);
        makeCurrent(page);
        m_settings.setValue(u"window/page"_s, id);
        Q_EMIT pageShown(id);
        return;
    }
}

void MainWindow::showOverlay()
{
    if (!m_overlay || isOverlayShown())
        return;
    m_under = currentPage();
    m_focusUnder = m_stack->isAncestorOf(focusWidget()) ? focusWidget() : nullptr;
    makeCurrent(m_overlay);
    m_overlay->setFocus();
}

void MainWindow::closeOverlay()
{
    if (!isOverlayShown() || !m_under)
        return;
    makeCurrent(m_under);
    if (m_focusUnder && m_under->isAncestorOf(m_focusUnder))
        m_focusUnder->setFocus();
}

void MainWindow::setImmersed(bool immersed)
{
    if (immersed == m_immersed)
        return;
    if (immersed)
        m_settings.setValue(u"window/geometry"_s, saveGeometry());
    m_immersed = immersed;
    m_rail->setVisible(!immersed);
    m_notice->setSuppressed(immersed);
    // The other states stay, so that a maximised window is maximised again.
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, immersed));
}

void MainWindow::restore()
{
    // At 200 % a usual screen holds less than our usual size; what hangs over its edge can't be reached.
    const QSize room = screen()->availableSize() - Frame;
    setMinimumSize(Least.boundedTo(room));
    const QByteArray geometry = m_settings.value(u"window/geometry"_s).toByteArray();
    if (geometry.isEmpty() || !restoreGeometry(geometry))
        resize(size().boundedTo(room));
    showPage(m_settings.value(u"window/page"_s).toString());
    if (!m_shown && !m_pages.empty())
        showPage(m_pages.front()->pageId());
    show();
    m_stack->setFocus();
}

void MainWindow::setConnection(ui::Status status, const QString &text, const QString &tip)
{
    m_rail->setConnection(status, text, tip);
}

void MainWindow::setProgress(const QString &pageId, double progress)
{
    m_rail->setProgress(pageId, progress);
}

void MainWindow::retranslate()
{
    for (size_t i = 0; i < m_pages.size(); ++i)
        m_rail->setEntryText(m_pages[i]->pageId(), m_pages[i]->title(), shortcutText(int(i)));
    m_rail->setAccessibleName(tr("Pages"));
    setWindowTitle(m_shown ? u"%1 — Coursewright"_s.arg(m_shown->title()) : u"Coursewright"_s);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_immersed)
        m_settings.setValue(u"window/geometry"_s, saveGeometry());
    if (m_mayClose && !m_mayClose()) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

}  // namespace shell
