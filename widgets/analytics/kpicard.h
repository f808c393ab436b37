#pragma once

#include "models/analytics/overviewmodel.h"
#include "widgets/common/controls/parts.h"

class QLabel;
class QToolButton;

namespace analytics {

class Sparkline;

/// One figure: its name with the "?" that defines it, the number, how it compares to the stretch before, and its days
/// as a line. Thread: GUI.
class KpiCard : public ui::Card
{
    Q_OBJECT
public:
    /// `key` names the figure as the contract does ("watchSeconds"): name, unit and definition follow from it.
    explicit KpiCard(QString key, QWidget *parent = nullptr);
    void show(const KpiEntry &figure, int days);  ///< `days`: length of the range it is of
    QString key() const { return m_key; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    QString name() const;
    QString definition() const;

    QString m_key;
    KpiEntry m_figure;
    int m_days = 30;
    QLabel *m_name;
    QToolButton *m_help;
    QLabel *m_number;
    QLabel *m_change;
    Sparkline *m_line;
};

}  // namespace analytics
