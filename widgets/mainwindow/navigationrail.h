#pragma once

#include "widgets/common/controls/statuschip.h"

#include <QButtonGroup>
#include <QFrame>
#include <QHash>
#include <QSet>

class QVBoxLayout;

namespace shell {

class RailButton;

/// The slim column on the left: one entry per page, Up and Down move between them, and at its foot whose school is
/// open.
class NavigationRail : public QFrame
{
    Q_OBJECT
public:
    explicit NavigationRail(QWidget *parent = nullptr);

    void addEntry(const QString &id, const QString &icon, const QString &text);
    void setEntryText(const QString &id, const QString &text, const QString &shortcut);
    void setOffered(const QString &id, bool offered);
    bool isOffered(const QString &id) const { return !m_withheld.contains(id); }
    void setCurrent(const QString &id);
    /// 0–1 shows a small ring at the entry; below 0 none.
    void setProgress(const QString &id, double progress);
    /// The foot: "This computer", "school.example", "Offline"; `tip` says more.
    void setConnection(ui::Status status, const QString &text, const QString &tip);

Q_SIGNALS:
    void chosen(const QString &id);
    void connectionClicked();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QVBoxLayout *m_entries;
    QButtonGroup m_group;
    QHash<QString, RailButton *> m_buttons;
    QSet<QString> m_withheld;
    RailButton *m_connection;
};

}  // namespace shell
