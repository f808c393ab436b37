#include "app/desktop/demovisit.h"

#include "backend/demo/demoschool.h"
#include "widgets/common/text/preferences.h"
#include "widgets/mainwindow/progresssheet.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace desktop {

DemoVisit::DemoVisit(EmbeddedService &service, QSettings &settings, QString ownFolder, QWidget &window,
                     std::function<bool()> mayLeave, QObject *parent)
    : QObject(parent), m_service(service), m_settings(settings), m_ownFolder(std::move(ownFolder)), m_window(window),
      m_mayLeave(std::move(mayLeave))
{
}

DemoVisit::~DemoVisit() = default;

QString DemoVisit::password() const
{
    return m_settings.value(u"school/demoPassword"_s).toString();
}

void DemoVisit::resume()
{
    if (m_settings.value(u"school/demo"_s).toBool() && QFileInfo::exists(folder()))
        m_service.openFolder(folder());
}

void DemoVisit::enter()
{
    if (m_build)
        return;
    // Only a build that broke off is thrown away; whatever else is in the folder may be somebody's school.
    if (!demo::isUnfinished(folder()) && QFileInfo::exists(folder()) && !QDir(folder()).isEmpty()) {
        open();
        return;
    }
    m_sheet = new shell::ProgressSheet(
            tr("Making the demo school"),
            tr("Videos, courses, learners and their progress are made on this computer. This takes a minute or two."),
            &m_window);
    m_sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_sheet, &shell::ProgressSheet::cancelled, this, [this] {
        if (m_build)
            m_build->cancel();
    });
    connect(m_sheet, &shell::ProgressSheet::retried, this, &DemoVisit::build);
    m_sheet->open();
    build();
}

void DemoVisit::build()
{
    if (demo::isUnfinished(folder()))
        QDir(folder()).removeRecursively();
    const QString password = demo::freshPassword();
    m_build = std::make_unique<DemoBuild>(folder(), password);
    connect(m_build.get(), &DemoBuild::progressed, this, [this](int done, int total) {
        if (m_sheet)
            m_sheet->setProgress(done, total);
    });
    connect(m_build.get(), &DemoBuild::finished, this,
            [this, password](const Result<void> &done) { built(done, password); });
    m_build->start();
}

void DemoVisit::built(const Result<void> &done, const QString &password)
{
    m_build.release()->deleteLater();
    Result<void> kept = done;
    if (done) {
        m_settings.setValue(u"school/demoPassword"_s, password);
        // Without its password nobody could sign in there after the next start.
        kept = ui::keepPreferences(m_settings);
        if (!kept)
            QDir(folder()).removeRecursively();
    }
    if (!kept) {
        if (m_sheet && kept.error().code != ErrorCode::Cancelled)
            m_sheet->setError(kept.error());
        return;
    }
    if (m_sheet)
        m_sheet->accept();
    open();
}

void DemoVisit::open()
{
    if (!m_mayLeave())
        return;
    m_settings.setValue(u"school/demo"_s, true);
    m_service.openFolder(folder());
    Q_EMIT changed();
}

void DemoVisit::leave()
{
    if (!m_mayLeave())
        return;
    m_settings.setValue(u"school/demo"_s, false);
    m_service.openFolder(m_ownFolder);
    Q_EMIT changed();
}

}  // namespace desktop
