#pragma once

#include "models/catalog/import/importwork.h"
#include "widgets/common/controls/sheet.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTreeView;

namespace ui {
class EmptyState;
class ProgressRing;
}  // namespace ui

namespace catalog {

/// The dry run of an import and then the import itself: nothing happens before OK, and each file says how it went.
/// Accepted: there is something in model() to be added. Thread: GUI.
class ImportSheet : public ui::Sheet
{
    Q_OBJECT
public:
    /// `target`: title of the course that takes the files; empty: a new one, whose title can be edited.
    ImportSheet(api::ApiClient &api, const QString &target, QWidget *parent);

    void load(const QList<QUrl> &dropped, const PresentFiles &present);
    ImportPlanModel &model() { return m_model; }
    QString courseTitle() const;

protected:
    void changeEvent(QEvent *event) override;
    void reject() override;

private:
    void build();
    void retranslate();
    void planArrived(const ImportPlan &plan);
    void refresh();
    void go();
    void runFinished();
    QString summary() const;
    QString wholeText() const;

    ImportPlanModel m_model;
    ImportScan m_scan;
    ImportRun m_run;
    QString m_target;
    bool m_scanning = true;
    bool m_probing = false;
    bool m_started = false;
    QLabel *m_heading;
    QLabel *m_hint;
    QLabel *m_titleCaption;
    QLineEdit *m_title;
    QTreeView *m_tree;
    QLabel *m_summary;
    QLabel *m_whole;
    ui::ProgressRing *m_busy;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QPushButton *m_ok;
};

}  // namespace catalog
