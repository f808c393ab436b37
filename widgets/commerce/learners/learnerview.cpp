#include "widgets/commerce/learners/learnerview.h"

#include "models/commerce/commercetext.h"
#include "models/commerce/learner/learnertext.h"
#include "models/domain/money.h"
#include "widgets/commerce/learners/factscard.h"
#include "widgets/commerce/learners/learnerstatus.h"
#include "widgets/commerce/page/chipdelegate.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/common/controls/cardlayout.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QJsonArray>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int MostRights = 6;  // of rights in sight
}

LearnerView::LearnerView(api::ApiClient &api, LearnerListModel &learners, const GrantableItems &items,
                         ui::ToastHost &toasts, QWidget *parent)
    : QWidget(parent), m_api(api), m_learners(learners), m_items(items), m_toasts(toasts),
      m_back(ui::quietButton(this)), m_give(ui::primaryButton(this)), m_end(ui::button(this)),
      m_revoke(ui::button(this)), m_name(ui::strongLabel(this)), m_login(ui::label(this, true)),
      m_rightsTitle(ui::strongLabel(this)), m_noRights(ui::label(this, true)), m_trace(ui::label(this, true)),
      m_state(new ui::StatusChip(this)), m_error(new ui::ErrorBanner(this)), m_progress(new FactsCard(this)),
      m_ordered(new FactsCard(this)), m_table(new QTableView(this))
{
    build();
    wire();
}

void LearnerView::build()
{
    m_back->setIcon(ui::icon(u"chevron-left"_s, ui::Tint::Accent));
    m_table->setObjectName(u"rights"_s);
    dressTable(m_table);
    m_table->setModel(&m_rights);
    fitColumns(m_table, RightListModel::What);
    m_table->setItemDelegateForColumn(RightListModel::State, new ChipDelegate(rightStatus, m_table));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_trace->setObjectName(u"trace"_s);
    for (QLabel *words : {m_trace, m_noRights})
        words->setWordWrap(true);
    for (QLabel *words : {m_name, m_login, m_trace})
        words->setTextFormat(Qt::PlainText);
    m_login->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tableCard = onCard(m_table, this);
    auto *head = new QHBoxLayout;
    head->setSpacing(ui::metrics::Grid);
    head->addWidget(m_back);
    head->addWidget(m_name);
    head->addWidget(m_login);
    head->addWidget(m_state);
    head->addStretch(1);
    head->addWidget(m_give);
    auto *row = new QHBoxLayout;
    row->setSpacing(ui::metrics::Grid);
    row->addWidget(m_rightsTitle);
    row->addStretch(1);
    row->addWidget(m_revoke);
    row->addWidget(m_end);
    auto *inner = new QWidget;
    inner->setProperty("scrolled", true);
    auto *cards = new ui::CardLayout;
    cards->addWidget(m_progress);
    cards->addWidget(m_ordered);
    auto *within = new QVBoxLayout(inner);
    within->setContentsMargins(0, 0, 0, 0);
    within->setSpacing(ui::metrics::Grid);
    within->addLayout(row);
    within->addWidget(m_noRights);
    within->addWidget(m_tableCard);
    within->addWidget(m_trace);
    within->addSpacing(ui::metrics::Grid);
    within->addLayout(cards);
    within->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Gap);
    column->addLayout(head);
    column->addWidget(m_error);
    column->addWidget(scroll, 1);
}

void LearnerView::wire()
{
    m_error->setRetryVisible(true);
    m_table->installEventFilter(this);
    connect(m_back, &QPushButton::clicked, this, &LearnerView::closed);
    connect(m_give, &QPushButton::clicked, this, &LearnerView::give);
    connect(m_end, &QPushButton::clicked, this, &LearnerView::changeEnd);
    connect(m_revoke, &QPushButton::clicked, this, &LearnerView::takeBack);
    connect(m_error, &ui::ErrorBanner::retry, this, &LearnerView::refresh);
    connect(m_table, &QTableView::activated, this, &LearnerView::changeEnd);
    connect(m_table, &QTableView::customContextMenuRequested, this, &LearnerView::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LearnerView::showChosen);
    connect(&m_rights, &QAbstractItemModel::dataChanged, this, &LearnerView::showChosen);
    connect(&m_rights, &QAbstractItemModel::modelReset, this, &LearnerView::showChosen);
}

void LearnerView::open(qint64 person)
{
    m_id = person;
    m_waiting = 0;
    m_person = m_learning = m_orders = m_access = {};
    m_rights.setRights({});
    m_error->clear();
    showPerson();
    refresh();
}

void LearnerView::close()
{
    m_id = 0;
    m_waiting = 0;
    m_person = {};
}

void LearnerView::fetch(const QString &path, const QUrlQuery &query, Take take)
{
    ++m_waiting;
    m_api.get(path, query, this, [this, id = m_id, take = std::move(take)](const api::Answer &answer) {
        if (id != m_id)
            return;
        m_waiting = std::max(0, m_waiting - 1);
        if (answer)
            take(answer->toObject());
        else if (answer.error().code != ErrorCode::Cancelled)
            m_error->setPageError(answer.error());
        if (m_waiting == 0)
            Q_EMIT loaded();
    });
}

void LearnerView::refresh()
{
    if (m_id == 0)
        return;
    m_error->clear();
    const QString user = u"/api/users/%1/"_s.arg(m_id);
    fetch(u"/api/learners/%1"_s.arg(m_id), {}, [this](const QJsonObject &answer) {
        m_person = answer;
        showPerson();
    });
    fetch(user + u"rights"_s, {}, [this](const QJsonObject &answer) {
        m_rights.setRights(answer[u"rights"].toArray());
        if (m_table->selectionModel()->selectedRows().isEmpty() && m_rights.rowCount() > 0)
            m_table->selectRow(0);
        showChosen();
    });
    fetch(user + u"learning"_s, {}, [this](const QJsonObject &answer) { showProgress(answer); });
    const QUrlQuery theirs{{u"scope"_s, u"school"_s}, {u"userId"_s, QString::number(m_id)}};
    fetch(u"/api/orders"_s, theirs, [this](const QJsonObject &answer) { showOrders(answer); });
}

void LearnerView::showPerson()
{
    m_name->setText(m_person[u"displayName"].toString());
    m_login->setText(m_person[u"login"].toString());
    m_state->setVisible(!m_person.isEmpty());
    m_state->set(rightStatus(m_person), rightStateText(m_person[u"right"].toString()));
    ui::setEnabledKeepingFocus(m_give, !m_person.isEmpty());
}

QJsonObject LearnerView::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? QJsonObject() : m_rights.rightAt(rows.first().row());
}

void LearnerView::showChosen()
{
    const QJsonObject right = chosen();
    const bool membership = right[u"kind"] == "membership"_L1;
    const bool bought = right[u"source"] == "order"_L1;
    const bool revoked = !right[u"revokedAt"].toString().isEmpty();
    const bool ended = right[u"state"] == "expired"_L1;
    const bool none = m_rights.rowCount() == 0;
    m_noRights->setVisible(none && !m_person.isEmpty());
    m_tableCard->setVisible(!none);
    m_table->setFixedHeight(ui::metrics::Row * (std::min(m_rights.rowCount(), MostRights) + 1) + 2);
    for (QPushButton *button : {m_end, m_revoke})
        button->setVisible(!none);
    ui::setEnabledKeepingFocus(m_end, !right.isEmpty() && !membership && !revoked);
    ui::setEnabledKeepingFocus(m_revoke,
                               !right.isEmpty() && (revoked ? !membership : !ended && !(membership && bought)));
    m_revoke->setText(revoked ? tr("Give back") : tr("Take back…"));
    const qint64 course = right[u"courseId"].toInteger();
    m_trace->clear();
    if (course == 0)
        return;
    const QUrlQuery query{{u"courseId"_s, QString::number(course)}};
    m_api.get(u"/api/users/%1/access"_s.arg(m_id), query, this, [this, asked = ++m_traced](const api::Answer &answer) {
        if (asked == m_traced && answer)
            showTrace(answer->toObject());
    });
}

void LearnerView::showTrace(const QJsonObject &access)
{
    QStringList words;
    for (const QJsonValue &step : access[u"trace"].toArray())
        words << step[u"text"].toString();
    const QString path = words.join(u" → "_s);
    m_trace->setText(access[u"allowed"].toBool() ? tr("May watch the course: %1").arg(path)
                                                 : tr("May not watch the course: %1").arg(path));
}

void LearnerView::showProgress(const QJsonObject &learning)
{
    m_learning = learning;
    QList<FactsCard::Line> lines;
    for (const QJsonValue &course : learning[u"items"].toArray()) {
        const QString last = momentText(course[u"lastTime"].toString());
        lines.append(
                {course[u"title"].toString(), tr("%1 of %2 lessons · %3")
                                                      .arg(QLocale().toString(course[u"completedVideos"].toInt()),
                                                           QLocale().toString(course[u"totalVideos"].toInt()), last)});
    }
    m_progress->setLines(lines, tr("Nothing begun yet."));
}

void LearnerView::showOrders(const QJsonObject &orders)
{
    m_orders = orders;
    QList<FactsCard::Line> lines;
    for (const QJsonValue &order : orders[u"orders"].toArray())
        lines.append({u"%1 · %2"_s.arg(order[u"title"].toString(), order[u"orderNo"].toString()),
                      u"%1 · %2"_s.arg(formatPrice(order[u"amount"].toInteger()),
                                       orderStatusText(order[u"status"].toString()))});
    const int more = int(orders[u"pagination"][u"total"].toInteger()) - int(lines.size());
    if (more > 0)
        lines.append({tr("%n older order(s): see Pricing, Orders", nullptr, more), QString()});
    m_ordered->setLines(lines, tr("Nothing ordered."));
}

void LearnerView::give()
{
    auto *sheet = new GrantSheet(m_person, 0, m_api, m_learners, m_items, this);
    connect(sheet, &GrantSheet::granted, this, &LearnerView::offerRevocation);
    sheet->open();
}

void LearnerView::offerRevocation(const QJsonObject &right)
{
    refresh();
    m_toasts.offer(tr("Given: %1").arg(right[u"title"].toString()), tr("Undo"), [this, id = right[u"id"].toInteger()] {
        m_learners.revoke(id, {}, this, [this](const Result<QJsonObject> &done) {
            if (!done)
                m_error->setError(done.error());
            refresh();
        });
    });
}

void LearnerView::changeEnd()
{
    const QJsonObject right = chosen();
    if (right.isEmpty() || !m_end->isEnabled())
        return;
    auto *sheet = new EndSheet(right, m_learners, this);
    connect(sheet, &EndSheet::changed, this, [this, right](const QJsonObject &now) {
        refresh();
        m_toasts.offer(tr("Changed: %1").arg(rightTermText(now)), tr("Undo"), [this, right] {
            m_learners.setUntil(right[u"id"].toInteger(), right[u"validUntil"], this,
                                [this](const Result<QJsonObject> &) { refresh(); });
        });
    });
    sheet->open();
}

void LearnerView::takeBack()
{
    const QJsonObject right = chosen();
    if (right.isEmpty() || !m_revoke->isEnabled())
        return;
    const qint64 id = right[u"id"].toInteger();
    if (!right[u"revokedAt"].toString().isEmpty())
        return giveBack(id);
    auto *sheet = new RevokeSheet(right, m_person[u"displayName"].toString(), m_learners, this);
    connect(sheet, &RevokeSheet::revoked, this, [this, id](const QJsonObject &now) {
        refresh();
        const QString words = tr("Taken back: %1").arg(now[u"title"].toString());
        if (now[u"kind"] == "membership"_L1)
            m_toasts.say(words);
        else
            m_toasts.offer(words, tr("Undo"), [this, id] { giveBack(id); });
    });
    sheet->open();
}

void LearnerView::giveBack(qint64 right)
{
    m_learners.restore(right, this, [this](const Result<QJsonObject> &done) {
        if (!done)
            return m_error->setError(done.error());
        refresh();
        m_toasts.say(tr("Given back: %1").arg((*done)[u"title"].toString()));
    });
}

void LearnerView::showMenu(const QPoint &at)
{
    if (chosen().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QPushButton *button : {m_end, m_revoke})
        menu->addAction(button->text(), button, &QPushButton::click)->setEnabled(button->isEnabled());
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

bool LearnerView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete) {
        takeBack();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void LearnerView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (event->key() == Qt::Key_F5)
        refresh();
    else
        QWidget::keyPressEvent(event);
}

void LearnerView::retranslate()
{
    m_back->setText(tr("All learners"));
    m_give->setText(tr("Give…"));
    m_end->setText(tr("Change the end…"));
    m_rightsTitle->setText(tr("Rights"));
    m_noRights->setText(tr("Nothing was bought or given. What is free or can be tried needs no right."));
    m_progress->setTitle(tr("Progress"));
    m_ordered->setTitle(tr("Orders"));
    m_table->setAccessibleName(tr("Rights"));
    m_rights.retranslate();
    showPerson();
    showChosen();
    showProgress(m_learning);
    showOrders(m_orders);
}

}  // namespace commerce
