#include "widgets/mainwindow/backgroundguard.h"

#include "widgets/common/text/format.h"

#include <QApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSystemTrayIcon>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace shell {

BackgroundGuard::BackgroundGuard(QWidget &window, media::JobListModel &jobs, QObject *parent)
    : QObject(parent), m_window(window), m_jobs(jobs), m_ask([this](int active) { return askUser(active); })
{
    connect(&m_jobs, &media::JobListModel::finished, this, [this](const media::JobEntry &job) {
        m_ready += job.state == "succeeded"_L1;
        m_failed += job.isFailed();
    });
    connect(&m_jobs, &media::JobListModel::activeChanged, this, &BackgroundGuard::tellProgress);
}

BackgroundGuard::~BackgroundGuard() = default;

bool BackgroundGuard::mayClose()
{
    const int active = m_local ? m_jobs.activeCount() : 0;
    if (active == 0)
        return true;
    switch (m_ask(active)) {
    case Choice::GoOn: goToBackground(); return false;
    case Choice::Stop: return true;
    case Choice::StayOpen: break;
    }
    return false;
}

BackgroundGuard::Choice BackgroundGuard::askUser(int active)
{
    QMessageBox box(&m_window);
    box.setIcon(QMessageBox::NoIcon);
    box.setText(tr("%n video(s) are still being transcoded.", nullptr, active));
    box.setInformativeText(tr("Coursewright can go on without its window. If you stop, the work starts again from the "
                              "beginning of the video when you next open it."));
    const QPushButton *goOn = box.addButton(tr("Go on in the background"), QMessageBox::AcceptRole);
    const QPushButton *stop = box.addButton(tr("Stop and quit"), QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() == goOn)
        return Choice::GoOn;
    return box.clickedButton() == stop ? Choice::Stop : Choice::StayOpen;
}

void BackgroundGuard::goToBackground()
{
    m_background = true;
    m_ready = 0;
    m_failed = 0;
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        m_window.showMinimized();
        return;
    }
    QGuiApplication::setQuitOnLastWindowClosed(false);
    if (!m_tray) {
        m_menu = std::make_unique<QMenu>();
        m_menu->addAction(tr("Open Coursewright"), this, &BackgroundGuard::comeForward);
        m_menu->addAction(tr("Stop and quit"), this, &BackgroundGuard::quitRequested);
        m_tray = new QSystemTrayIcon(m_window.windowIcon(), this);
        m_tray->setContextMenu(m_menu.get());
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &BackgroundGuard::comeForward);
        connect(m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason != QSystemTrayIcon::Context)
                comeForward();
        });
    }
    m_tray->show();
    m_window.hide();
    tellProgress();
}

void BackgroundGuard::comeForward()
{
    m_background = false;
    QGuiApplication::setQuitOnLastWindowClosed(true);
    if (m_tray)
        m_tray->hide();
    // Maximised stays maximised.
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

void BackgroundGuard::tellProgress()
{
    if (!m_background)
        return;
    const int active = m_jobs.activeCount();
    if (!m_tray) {
        if (active == 0 && m_window.isMinimized())
            QApplication::alert(&m_window);
        return;
    }
    if (active > 0) {
        m_tray->setToolTip(tr("Coursewright: %n video(s) in work, %1 done", nullptr, active)
                                   .arg(ui::formatPercent(m_jobs.totalProgress(), 0)));
        return;
    }
    const QString words = report();
    m_tray->setToolTip(words.isEmpty() ? u"Coursewright"_s : u"Coursewright: "_s + words);
    if (!words.isEmpty() && QSystemTrayIcon::supportsMessages())  // empty: all of it was cancelled
        m_tray->showMessage(tr("Transcoding is finished"), words, m_window.windowIcon());
}

QString BackgroundGuard::report() const
{
    if (m_jobs.activeCount() > 0 || m_ready + m_failed == 0)
        return {};
    const QString ready = tr("%n video(s) are ready to be published.", nullptr, m_ready);
    const QString failed = tr("%n video(s) could not be prepared.", nullptr, m_failed);
    if (m_failed == 0)
        return ready;
    return m_ready == 0 ? failed : failed + u' ' + ready;
}

}  // namespace shell
