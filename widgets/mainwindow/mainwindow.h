#pragma once

#include "widgets/common/controls/page.h"
#include "widgets/common/controls/statuschip.h"

#include <QMainWindow>
#include <QMap>
#include <QPointer>

#include <functional>
#include <vector>

class QSettings;
class QStackedWidget;

namespace shell {

class NavigationRail;
class Notice;

/// The one window: rail, content, and a preview that covers the content until it is closed. It hosts pages and knows
/// nothing of what they show. Remembers its size and the last page. Ctrl+1 … Ctrl+9 choose a page; Esc closes the
/// preview. Thread: GUI.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// In the order of the rail. The window owns the page.
    void addPage(ui::Page *page);
    /// Whether the rail has it: some pages are not for every account. One that goes while it is shown gives way to the
    /// first.
    void setPageOffered(const QString &id, bool offered);
    /// A page without an entry of its own, shown over the others by showOverlay().
    void setOverlay(ui::Page *page);

    const std::vector<ui::Page *> &pages() const { return m_pages; }
    ui::Page *currentPage() const;
    void showPage(const QString &id);
    void showOverlay();
    void closeOverlay();
    bool isOverlayShown() const;
    /// The whole screen for the overlay: no rail, no notice, no frame. What the window was before comes back.
    void setImmersed(bool immersed);
    /// Shows the window as it was left, on the page that was open.
    void restore();

    void setConnection(ui::Status status, const QString &text, const QString &tip);
    void setProgress(const QString &pageId, double progress);  ///< 0–1; below 0: none
    Notice *notice() { return m_notice; }

    /// Asked when the user closes the window; false keeps it open (the guard has taken over).
    void setCloseGuard(std::function<bool()> mayClose) { m_mayClose = std::move(mayClose); }

Q_SIGNALS:
    void pageShown(const QString &id);
    void connectionClicked();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void retranslate();
    void makeCurrent(ui::Page *page);

    QSettings &m_settings;
    NavigationRail *m_rail;
    Notice *m_notice;
    QStackedWidget *m_stack;
    std::vector<ui::Page *> m_pages;
    ui::Page *m_overlay = nullptr;
    ui::Page *m_shown = nullptr;  ///< whose activated() was called last
    ui::Page *m_under = nullptr;  ///< the page that the overlay covers
    QPointer<QWidget> m_focusUnder;
    bool m_immersed = false;
    std::function<bool()> m_mayClose;
};

}  // namespace shell
