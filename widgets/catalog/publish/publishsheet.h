#pragma once

#include "models/catalog/outline/opencourse.h"
#include "models/catalog/publish/editionsmodel.h"
#include "widgets/common/controls/sheet.h"

class QLabel;
class QListView;
class QPushButton;

namespace ui {
class ErrorBanner;
class ProgressRing;
class ToastHost;
}  // namespace ui

namespace catalog {

/// The checks before a course goes out, and the publish itself: now, or by itself as soon as its videos are ready. A
/// check that is clicked leads to its field; Return does what the right-most button says. As high as what it has to say,
/// so that it grows and shrinks with its state.
/// Thread: GUI.
class PublishSheet : public ui::Sheet
{
    Q_OBJECT
public:
    PublishSheet(OpenCourse &course, api::ApiClient &api, QWidget *parent);

Q_SIGNALS:
    /// To the node (none: the course) and the field that this check is about.
    void jumpRequested(catalog::NodeKey key, const QString &check);

private:
    enum class State { Checking, ToFix, Unready, Waiting, UpToDate, Remarks, Ready, Published };

    void build();
    void check();
    void publish();
    void publishWhenReady();
    void cancelPublish();
    void published(const Result<int> &edition);
    void refresh();
    void refreshEditions();
    State state() const;
    bool isAgain() const;  ///< the newest edition would only become visible again
    void showWords(State state);
    void showButtons(State state);
    void fit();
    void openLearnerPage();

    OpenCourse &m_course;
    api::ApiClient &m_api;
    EditionsModel m_editions;
    QLabel *m_heading;
    QLabel *m_hint;
    ui::ErrorBanner *m_error;
    ui::ProgressRing *m_busy;
    QListView *m_list;
    QLabel *m_earlier;
    QPushButton *m_open;
    QPushButton *m_takeBack;
    QPushButton *m_close;
    QPushButton *m_publish;
    ui::ToastHost *m_toasts;
    bool m_waiting = false;
    int m_published = 0;
};

}  // namespace catalog
