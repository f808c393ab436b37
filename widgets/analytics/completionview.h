#pragma once

#include "models/analytics/completionmodel.h"
#include "widgets/common/controls/parts.h"

#include <QSortFilterProxyModel>

class QLabel;
class QTableView;

namespace ui {
class EmptyState;
class Segmented;
}  // namespace ui

namespace analytics {

class CompletionChart;

/// How learners finish: chart above, table below, from all courses into one course's chapters or lessons and back. It
/// asks the model for what it shows; `model` outlives it. Thread: GUI.
class CompletionView : public ui::Card
{
    Q_OBJECT
public:
    explicit CompletionView(CompletionModel &model, QWidget *parent = nullptr);

    /// All courses.
    void openTop();
    void openCourse(qint64 id, const QString &title);
    void refresh();
    /// Errors: those of writeFile().
    Result<void> exportTo(const QString &file) const;
    /// Back to all courses, without asking for them.
    void forgetCourse();
    /// As it is sorted on screen.
    const QAbstractItemModel &table() const { return m_sorted; }
    CompletionChart *chart() { return m_chart; }
    QTableView *tableView() { return m_table; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void showState();
    void openRow(int row);

    CompletionModel &m_model;
    QSortFilterProxyModel m_sorted;
    QString m_courseTitle;
    qint64 m_course = 0;
    QLabel *m_title;
    QToolButton *m_help;
    QPushButton *m_up;
    QLabel *m_where;
    ui::Segmented *m_grouping;
    CompletionChart *m_chart;
    QTableView *m_table;
    QLabel *m_nothing;
};

}  // namespace analytics
