#pragma once

#include "models/commerce/learner/importlinesmodel.h"
#include "models/commerce/learner/learnerlistmodel.h"
#include "widgets/common/controls/sheet.h"

#include <functional>

class QCheckBox;
class QLabel;
class QPushButton;
class QTableView;

namespace ui {
class EmptyState;
class ErrorBanner;
class FaceLayout;
class ProgressRing;
}  // namespace ui

namespace commerce {

/// Rights for many by a file: it is dropped or chosen, the server says line by line what would happen, and only then it is
/// done, all of it or nothing. Nothing is changed before "Do it". Thread: GUI.
class ImportSheet : public ui::Sheet
{
    Q_OBJECT
public:
    static constexpr qint64 MaxBytes = 512 * 1024;

    ImportSheet(LearnerListModel &learners, QWidget *parent);

    /// Looks through a file.
    void take(const QString &file);
    ImportLinesModel &lines() { return m_lines; }

    /// Asks a person for a file; empty: none. Tests answer themselves.
    using ChooseFile = std::function<QString(QWidget *parent)>;
    void setChooser(ChooseFile choose) { m_choose = std::move(choose); }
    void setTemplateChooser(ChooseFile choose) { m_chooseTemplate = std::move(choose); }

Q_SIGNALS:
    void done(const QString &words);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void choose();
    void saveTemplate();
    void check();
    void run();
    void fail(const Error &error);
    void wait(const QString &words, bool mayStop);
    void showFace(QWidget *face);
    void showReport();
    void stop();

    LearnerListModel &m_learners;
    ImportLinesModel m_lines;
    ChooseFile m_choose, m_chooseTemplate;
    QByteArray m_bytes;
    int m_asked = 0;
    bool m_running = false;  ///< what was sent can't be taken back

    ui::ErrorBanner *m_error;
    ui::FaceLayout *m_faces;
    ui::EmptyState *m_drop;
    QWidget *m_waiting, *m_report;
    ui::ProgressRing *m_ring;
    QLabel *m_waitText, *m_counts;
    QTableView *m_table;
    QCheckBox *m_onlyFaults, *m_skip;
    QPushButton *m_other, *m_cancel, *m_do;
};

}  // namespace commerce
