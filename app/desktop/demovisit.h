#pragma once

#include "app/desktop/demobuild.h"
#include "app/desktop/embeddedservice.h"

#include <QPointer>

#include <functional>
#include <memory>

class QSettings;
class QWidget;

namespace shell {
class ProgressSheet;
}

namespace desktop {

/// Looking around the demo school, which lies beside the own one: made at the first visit, in front until people go
/// back, also over a start of the program. Thread: GUI; everything handed in outlives it.
class DemoVisit : public QObject
{
    Q_OBJECT
public:
    /// `mayLeave` is asked before another school comes in front.
    DemoVisit(EmbeddedService &service, QSettings &settings, QString ownFolder, QWidget &window,
              std::function<bool()> mayLeave, QObject *parent = nullptr);
    ~DemoVisit() override;

    bool isIn() const { return m_service.dataFolder() == folder(); }
    QString folder() const { return m_ownFolder + QStringLiteral("-demo"); }
    QString password() const;  ///< of the demo school's accounts

    /// As the program was left.
    void resume();
    void enter();  ///< makes it first when it isn't there
    void leave();

Q_SIGNALS:
    void changed();

private:
    void build();
    void built(const Result<void> &done, const QString &password);
    void open();

    EmbeddedService &m_service;
    QSettings &m_settings;
    QString m_ownFolder;
    QWidget &m_window;
    std::function<bool()> m_mayLeave;
    std::unique_ptr<DemoBuild> m_build;
    QPointer<shell::ProgressSheet> m_sheet;
};

}  // namespace desktop
