#include "widgets/mainwindow/screenshots.h"

#include "models/domain/filewrite.h"

#include <QBuffer>
#include <QDir>
#include <QPixmap>

#include <utility>

using namespace Qt::StringLiterals;

namespace shell {

namespace {
constexpr int PatienceMs = 20'000;  // a page that has not loaded by then is a fault worth telling
constexpr QSize Small(1280, 800);
constexpr QSize Large(1920, 1080);
}  // namespace

Screenshots::Screenshots(MainWindow &window, ui::Theme &theme, ui::Language &language, QString folder, QString set,
                         QObject *parent)
    : QObject(parent), m_window(window), m_theme(theme), m_language(language), m_folder(std::move(folder)),
      m_set(std::move(set))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(PatienceMs);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { Q_EMIT failed(u"The page \"%1\" did not load."_s.arg(m_shots[m_at].page->pageId())); });
}

void Screenshots::start()
{
    m_shots.clear();
    m_at = 0;
    m_page = 0;
    QDir().mkpath(m_folder);
    if (!m_window.pages().empty())
        addShots(m_window.pages().front(), {});
    next();
}

void Screenshots::addShots(ui::Page *page, const QString &view)
{
    for (const QSize &size : {Small, Large}) {
        for (const QString &language : ui::Language::codes()) {
            for (const ui::ThemeMode theme : {ui::ThemeMode::Light, ui::ThemeMode::Dark})
                m_shots.push_back({page, view, language, theme, size});
        }
    }
}

/// Adds what comes after the last shot: the page's other views, then the next page. False: nothing is left.
bool Screenshots::moreShots()
{
    const std::vector<ui::Page *> &pages = m_window.pages();
    if (m_page >= pages.size())
        return false;
    if (!std::exchange(m_viewsAdded, true)) {
        for (const QString &view : pages[m_page]->views())
            addShots(pages[m_page], view);
        if (m_at < m_shots.size())
            return true;
    }
    pages[m_page]->showView({});
    m_viewsAdded = false;
    if (++m_page == pages.size())
        return false;
    addShots(pages[m_page], {});
    return true;
}

void Screenshots::next()
{
    if (m_at == m_shots.size() && !moreShots()) {
        Q_EMIT done();
        return;
    }
    const Shot &shot = m_shots[m_at];
    m_theme.setMode(shot.theme);
    m_language.setCode(shot.language);
    m_window.resize(shot.size);
    m_window.show();
    m_window.showPage(shot.page->pageId());
    if (!shot.view.isEmpty() && (m_at == 0 || m_shots[m_at - 1].view != shot.view))
        shot.page->showView(shot.view);
    m_patience.start();
    if (shot.page->isLoaded()) {
        await();
        return;
    }
    m_waiting = connect(shot.page, &ui::Page::loaded, this, [this] {
        disconnect(m_waiting);
        await();
    });
}

void Screenshots::await()
{
    // Answers that loading set off (posters, chart animation) arrive before the queue is empty twice.
    QTimer::singleShot(0, this, [this] { QTimer::singleShot(120, this, &Screenshots::take); });
}

void Screenshots::take()
{
    m_patience.stop();
    const Shot &shot = m_shots[m_at];
    const qreal scale = m_window.devicePixelRatioF();
    const QString face = shot.view.isEmpty() ? shot.page->pageId() : shot.page->pageId() + u'-' + shot.view;
    QString name =
            u"%1-%2-%3-%4-%5"_s.arg(m_set, face, shot.language, ui::themeName(shot.theme)).arg(shot.size.width());
    if (scale > 1)
        name += u"@%1"_s.arg(scale);
    QBuffer picture;
    picture.open(QIODevice::WriteOnly);
    m_window.grab().save(&picture, "PNG");
    if (const auto written = writeFile(QDir(m_folder).filePath(name + u".png"_s), picture.data()); !written) {
        Q_EMIT failed(written.error().message);
        return;
    }
    ++m_taken;
    ++m_at;
    next();
}

}  // namespace shell
