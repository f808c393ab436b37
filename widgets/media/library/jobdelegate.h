#pragma once

#include "models/media/joblistmodel.h"

#include <QStyledItemDelegate>

namespace media {

/// A job's row in the queue: state, the file's name, when, and while it runs a bar with speed and time left. `jobs` and
/// `clock` outlive it. Thread: GUI.
class JobDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    JobDelegate(JobListModel &jobs, const Clock &clock, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QString secondLine(const JobEntry &job) const;
    JobListModel &m_jobs;
    const Clock &m_clock;
};

}  // namespace media
