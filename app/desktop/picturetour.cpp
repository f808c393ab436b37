#include "app/desktop/picturetour.h"

#include <QApplication>
#include <QProcess>
#include <QSettings>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace desktop {

PictureTour::PictureTour(QApplication &application, QString folder, QString school, QString set)
    : m_application(application), m_folder(std::move(folder)), m_school(std::move(school)), m_set(std::move(set))
{
    // Between two walks there is no window, and the child that walks at scale 2 has windows of its own.
    QGuiApplication::setQuitOnLastWindowClosed(false);
    // Nothing that the user has chosen may show in the pictures, or be changed by them.
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_temporary.filePath(u"settings"_s));
}

PictureTour::~PictureTour() = default;

void PictureTour::start()
{
    if (!m_school.isEmpty()) {
        walk(m_school, m_set, [this] { Q_EMIT finished(0); });
        return;
    }
    walk(m_temporary.filePath(u"empty"_s), u"empty"_s, [this] { buildDemo(); });
}

void PictureTour::walk(const QString &school, const QString &set, std::function<void()> then)
{
    m_screenshots.reset();
    m_desktop = std::make_unique<Desktop>(m_application,
                                          Desktop::Options{school, m_temporary.filePath(set + u".ini"_s), false});
    m_screenshots = std::make_unique<shell::Screenshots>(m_desktop->window(), m_desktop->theme(), m_desktop->language(),
                                                         m_folder, set);
    connect(m_screenshots.get(), &shell::Screenshots::failed, this, &PictureTour::fail);
    connect(
            m_screenshots.get(), &shell::Screenshots::done, this,
            [this, set, then = std::move(then)] {
                QTextStream(stdout) << set << ": " << m_screenshots->taken() << " pictures" << Qt::endl;
                then();
            },
            Qt::QueuedConnection);
    connect(&m_desktop->service(), &EmbeddedService::stateChanged, this, [this] {
        if (m_desktop->service().state() == EmbeddedService::State::Failed)
            fail(m_desktop->service().lastError().message);
    });
    connect(m_desktop.get(), &Desktop::connected, m_screenshots.get(), &shell::Screenshots::start,
            Qt::SingleShotConnection);
    m_desktop->run();
}

void PictureTour::buildDemo()
{
    QTextStream(stdout) << "building the demo school" << Qt::endl;
    m_demo = std::make_unique<DemoBuild>(m_temporary.filePath(u"demo"_s), u"pictures"_s);
    connect(m_demo.get(), &DemoBuild::finished, this, [this](const Result<void> &done) {
        if (!done) {
            fail(done.error().message);
            return;
        }
        const QString school = m_temporary.filePath(u"demo"_s);
        walk(school, u"demo"_s, [this, school] { walkAtScaleTwo(school); });
    });
    m_demo->start();
}

void PictureTour::walkAtScaleTwo(const QString &school)
{
    m_screenshots.reset();
    m_desktop.reset();  // lets go of the school
    auto *child = new QProcess(this);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
    child->setProcessEnvironment(environment);
    child->setProcessChannelMode(QProcess::ForwardedChannels);
    connect(child, &QProcess::finished, this, [this](int code) { Q_EMIT finished(code); });
    connect(child, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(u"The child for scale 2 did not start."_s);
    });
    child->start(QCoreApplication::applicationFilePath(),
                 {u"--screenshots"_s, m_folder, u"--data"_s, school, u"--set"_s, u"demo"_s});
}

void PictureTour::fail(const QString &what)
{
    QTextStream(stderr) << "screenshots: " << what << Qt::endl;
    Q_EMIT finished(1);
}

}  // namespace desktop
