#include "widgets/catalog/publishsheet.h"

#include "widgets/catalog/checkdelegate.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/format.h"
#include "widgets/common/parts.h"
#include "widgets/common/progressring.h"
#include "widgets/common/tokens.h"

#include <QListView>

using namespace Qt::StringLiterals;

namespace catalog {

PublishSheet::PublishSheet(OpenCourse &course, api::ApiClient &api, QWidget *parent)
    : QDialog(parent), m_course(course), m_editions(api), m_heading(ui::titleLabel(this)),
      m_hint(ui::label(this, true)), m_error(new ui::ErrorBanner(this)), m_busy(new ui::ProgressRing(20, this)),
      m_list(new QListView(this)), m_earlier(ui::label(this, true)), m_close(ui::button(this)),
      m_publish(ui::primaryButton(this))
{
    build();
    m_editions.fetch(course.id());
    check();
}

void PublishSheet::build()
{
    setWindowTitle(tr("Publish"));
    m_hint->setWordWrap(true);
    m_list->setModel(&m_course.checks());
    m_list->setItemDelegate(new CheckDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Checks"));
    m_list->setObjectName(u"checks"_s);
    m_publish->setObjectName(u"publishNow"_s);
    m_close->setText(tr("Not now"));
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_earlier, 1);
    foot->addWidget(m_busy);
    foot->addWidget(m_close);
    foot->addWidget(m_publish);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(m_heading);
    column->addWidget(m_hint);
    column->addWidget(m_error);
    column->addWidget(m_list, 1);
    column->addLayout(foot);
    resize(560, 480);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_publish, &QPushButton::clicked, this, &PublishSheet::publish);
    connect(m_error, &ui::ErrorBanner::retry, this, &PublishSheet::check);
    connect(&m_editions, &QAbstractItemModel::modelReset, this, &PublishSheet::refreshEditions);
    const auto jump = [this](const QModelIndex &index) {
        const NodeKey key(index.data(PublishChecksModel::KeyRole).toLongLong());
        Q_EMIT jumpRequested(key);
        reject();
    };
    connect(m_list, &QListView::clicked, this, jump);
    connect(m_list, &QListView::activated, this, jump);
}

void PublishSheet::check()
{
    m_waiting = true;
    m_error->clear();
    refresh();
    m_course.fetchChecks(this, [this](const Result<void> &fetched) {
        m_waiting = false;
        if (!fetched)
            m_error->setError(fetched.error());
        refresh();
    });
}

void PublishSheet::publish()
{
    m_waiting = true;
    m_error->clear();
    refresh();
    m_course.publish(this, [this](const Result<int> &edition) {
        m_waiting = false;
        if (edition)
            m_published = *edition;
        else
            m_error->setError(edition.error());
        refresh();
    });
}

void PublishSheet::refresh()
{
    const PublishChecksModel &checks = m_course.checks();
    m_busy->setVisible(m_waiting);
    m_publish->setVisible(m_published == 0);
    m_publish->setText(tr("Publish edition %1").arg(m_course.info().edition + 1));
    m_publish->setEnabled(!m_waiting && checks.isFit() && !m_error->hasError());
    m_list->setVisible(m_published == 0 && checks.rowCount() > 0);
    m_earlier->setVisible(m_published == 0);
    if (m_published > 0) {
        m_heading->setText(tr("Edition %1 is out").arg(m_published));
        m_hint->setText(
                tr("Learners see it from now on. What you change from here is a draft until you publish again."));
        m_close->setText(tr("Done"));
        m_close->setFocus();
    } else if (m_waiting) {
        m_heading->setText(tr("Looking it over…"));
        m_hint->clear();
    } else if (!checks.isFit()) {
        m_heading->setText(tr("%n thing(s) to fix first", nullptr, checks.blocking()));
        m_hint->setText(tr("Choose one to go there."));
    } else if (checks.rowCount() > 0) {
        m_heading->setText(tr("Ready, with remarks"));
        m_hint->setText(tr("These don't stand in the way. Choose one to go there."));
    } else {
        m_heading->setText(tr("Ready to publish"));
        m_hint->setText(tr("Learners will see the course as it is now. Earlier editions stay on record."));
    }
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void PublishSheet::refreshEditions()
{
    if (m_editions.rowCount() == 0)
        return;
    const QModelIndex newest = m_editions.index(0);
    m_earlier->setText(tr("%1, %2").arg(newest.data().toString(),
                                        ui::formatDateTime(newest.data(EditionsModel::PublishedRole).toLongLong())));
}

}  // namespace catalog
