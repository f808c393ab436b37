#pragma once

#include "models/commerce/pagedtable.h"
#include "widgets/commerce/page/pane.h"
#include "widgets/common/controls/facelayout.h"

#include <QPersistentModelIndex>
#include <QTimer>

class QHBoxLayout;
class QLabel;
class QTableView;

namespace ui {
class EmptyState;
class ErrorBanner;
}  // namespace ui

namespace commerce {

/// A tab that is one table: tools over it, what can be done with the chosen row under it, and what it says when there is
/// nothing. Thread: GUI.
class TablePane : public Pane
{
    Q_OBJECT
public:
    void refresh() override;
    bool isLoaded() const override { return m_settled; }
    QTableView *table() { return m_table; }

protected:
    /// The model outlives the pane. `wide`: the column that has what room is left.
    TablePane(PagedTable &model, int wide, const QString &emptyIcon, QWidget *parent);

    QHBoxLayout *tools() { return m_tools; }
    QHBoxLayout *foot() { return m_foot; }
    ui::EmptyState *empty() { return m_empty; }
    ui::ErrorBanner *error() { return m_error; }
    QJsonObject chosen() const;
    void refreshSoon() { m_quiet.start(); }
    void addFace(QWidget *face) { m_faces->addWidget(face); }
    QWidget *face() const { return m_faces->currentWidget(); }
    void showFace(QWidget *face) { m_faces->setCurrentWidget(face); }
    void showTable();  ///< or what stands for it
    void settle();

    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

    virtual bool isNarrowed() const = 0;    ///< a filter is on: nothing found isn't nothing there
    virtual void showChosen() = 0;          ///< the choice, or what is known of it, has changed
    virtual void openChosen() = 0;          ///< Enter or a double click
    virtual QString countText() const = 0;  ///< under the table

private:
    void keepPlace();
    void restorePlace();

    PagedTable &m_model;
    QWidget *m_list;
    QHBoxLayout *m_tools, *m_foot;
    ui::ErrorBanner *m_error;
    QTableView *m_table;
    QLabel *m_count;
    QWidget *m_waiting, *m_unknown;
    ui::EmptyState *m_empty;
    ui::FaceLayout *m_faces;
    QTimer m_again;                  ///< what time ends tells nobody: the table asks seldom while it is in sight
    QTimer m_quiet;                  ///< many events at once are one question
    QPersistentModelIndex m_anchor;  ///< the row at the top edge while rows come or go above it
    int m_anchorAt = 0;              ///< px
    bool m_settled = false;
};

}  // namespace commerce
