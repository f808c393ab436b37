#pragma once

#include "app/desktop/demobuild.h"
#include "app/desktop/desktop.h"
#include "widgets/mainwindow/screenshots.h"

#include <QTemporaryDir>

#include <memory>

class QApplication;

namespace desktop {

/// `--screenshots DIR`: a desktop of its own in a temporary folder, walked first through an empty school, then through
/// the demo school, which is built for it; and the demo school once more at scale 2, in a child process, because a
/// process has one scale. Thread: GUI.
class PictureTour : public QObject
{
    Q_OBJECT
public:
    /// `school`: an existing data folder to walk through instead (how the child is started); empty: both schools.
    PictureTour(QApplication &application, QString folder, QString school, QString set);
    ~PictureTour() override;

    void start();

Q_SIGNALS:
    void finished(int exitCode);  ///< of the whole tour: 0, or 1 when a picture could not be made

private:
    void walk(const QString &school, const QString &set, std::function<void()> then);
    void buildDemo();
    void walkAtScaleTwo(const QString &school);
    void fail(const QString &what);

    QApplication &m_application;
    QString m_folder;
    QString m_school;
    QString m_set;
    QTemporaryDir m_temporary;
    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<shell::Screenshots> m_screenshots;
    std::unique_ptr<DemoBuild> m_demo;
    int m_taken = 0;
};

}  // namespace desktop
