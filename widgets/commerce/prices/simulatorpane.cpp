#include "widgets/commerce/prices/simulatorpane.h"

#include "models/commerce/commercetext.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/common/controls/cardlayout.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/searchfield.h"
#include "widgets/common/theme/tokens.h"

#include <QComboBox>
#include <QGridLayout>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int QuietBeforeQuote = 300;  // ms
constexpr int PeopleHeight = 144;
enum ItemRole { ItemTypeRole = Qt::UserRole + 1, ItemIdRole };
}  // namespace

SimulatorPane::SimulatorPane(api::ApiClient &api, PriceListModel &prices, PlanListModel &plans, QWidget *parent)
    : Pane(parent), m_api(api), m_prices(prices), m_plans(plans), m_whoCaption(ui::label(this, true)),
      m_whatCaption(ui::label(this, true)), m_codeCaption(ui::label(this, true)), m_search(new ui::SearchField(this)),
      m_people(new QListWidget(this)), m_item(new QComboBox(this)), m_lesson(new QComboBox(this)),
      m_code(new QLineEdit(this)), m_error(new ui::ErrorBanner(this)), m_result(new ui::Card(this)),
      m_nothing(ui::label(this, true)), m_refusal(new HintLine(this)), m_access(new HintLine(this, false))
{
    build();
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietBeforeQuote);
    connect(&m_quiet, &QTimer::timeout, this, &SimulatorPane::reckon);
    connect(m_search, &ui::SearchField::searched, this, &SimulatorPane::findPeople);
    connect(m_people, &QListWidget::currentRowChanged, &m_quiet, qOverload<>(&QTimer::start));
    connect(m_code, &QLineEdit::textEdited, &m_quiet, qOverload<>(&QTimer::start));
    connect(m_lesson, &QComboBox::activated, &m_quiet, qOverload<>(&QTimer::start));
    connect(m_item, &QComboBox::activated, this, [this] {
        listLessons();
        m_quiet.start();
    });
    connect(&m_prices, &PriceListModel::loaded, this, &SimulatorPane::listItems);
    connect(&m_plans, &PlanListModel::loaded, this, &SimulatorPane::listItems);
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        m_settled = false;
        ++m_searched;
        ++m_asked;
        m_text.clear();
        m_search->clear();
        m_code->clear();
        m_people->clear();
        m_item->clear();
        m_lesson->clear();
        clearLines();
    });
}

void SimulatorPane::build()
{
    m_people->setFixedHeight(PeopleHeight);
    m_people->setObjectName(u"people"_s);
    m_item->setObjectName(u"tryItem"_s);
    m_code->setObjectName(u"tryCode"_s);
    m_people->setTextElideMode(Qt::ElideRight);
    m_nothing->setWordWrap(true);
    for (QComboBox *box : {m_item, m_lesson}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    m_whoCaption->setBuddy(m_people);
    m_whatCaption->setBuddy(m_item);
    m_codeCaption->setBuddy(m_code);
    auto *asked = new ui::Card(this);
    asked->column()->setSpacing(ui::metrics::Grid);
    for (QWidget *part :
         {static_cast<QWidget *>(m_whoCaption), static_cast<QWidget *>(m_search), static_cast<QWidget *>(m_people),
          static_cast<QWidget *>(m_whatCaption), static_cast<QWidget *>(m_item), static_cast<QWidget *>(m_lesson),
          static_cast<QWidget *>(m_codeCaption), static_cast<QWidget *>(m_code)})
        asked->column()->addWidget(part);
    asked->column()->addStretch(1);
    for (QWidget *part :
         {static_cast<QWidget *>(m_nothing), static_cast<QWidget *>(m_refusal), static_cast<QWidget *>(m_access)})
        m_result->column()->addWidget(part);
    m_result->column()->addStretch(1);
    auto *inner = new QWidget;
    inner->setProperty("scrolled", true);
    auto *cards = new ui::CardLayout;
    cards->addWidget(asked);
    cards->addWidget(m_result);
    auto *within = new QVBoxLayout(inner);
    within->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Margin);
    within->addWidget(m_error);
    within->addLayout(cards);
    within->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
}

void SimulatorPane::refresh()
{
    m_prices.refresh();
    m_plans.refresh();
    findPeople(m_text);
}

void SimulatorPane::heard(const QString &type, qint64)
{
    if (type == "catalog.course"_L1 || type.startsWith("commerce."_L1))
        m_quiet.start();
}

void SimulatorPane::findPeople(const QString &text)
{
    m_text = text;
    QUrlQuery query;
    query.addQueryItem(u"role"_s, u"learner"_s);
    query.addQueryItem(u"per_page"_s, u"50"_s);
    if (!text.isEmpty())
        query.addQueryItem(u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(text)));
    m_api.get(u"/api/users"_s, query, this, [this, searched = ++m_searched](const api::Answer &answer) {
        if (searched != m_searched)
            return;
        m_settled = true;
        if (!answer && answer.error().code != ErrorCode::Cancelled)
            Q_EMIT failed(answer.error());
        if (answer) {
            const auto *before = m_people->currentItem();
            const qint64 id = before ? before->data(ItemIdRole).toLongLong() : 0;
            m_people->clear();
            for (const QJsonValue &user : (*answer)[u"users"].toArray()) {
                const QString name = user[u"displayName"].toString(), login = user[u"login"].toString();
                auto *row = new QListWidgetItem(name == login ? name : u"%1 (%2)"_s.arg(name, login), m_people);
                row->setData(ItemIdRole, user[u"id"].toInteger());
                if (row->data(ItemIdRole).toLongLong() == id)
                    m_people->setCurrentItem(row);
            }
            m_quiet.start();
        }
        Q_EMIT loaded();
    });
}

void SimulatorPane::listItems()
{
    const QVariant type = m_item->currentData(ItemTypeRole), id = m_item->currentData(ItemIdRole);
    m_item->clear();
    const auto add = [&](const QString &title, ItemType kind, qint64 of) {
        m_item->addItem(title);
        const int at = m_item->count() - 1;
        m_item->setItemData(at, int(kind), ItemTypeRole);
        m_item->setItemData(at, of, ItemIdRole);
        if (type == int(kind) && id == of)
            m_item->setCurrentIndex(at);
    };
    for (const PricedItem &course : m_prices.courses())
        add(course.title, ItemType::Column, course.id);
    for (int row = 0; row < m_plans.rowCount(); ++row) {
        const QJsonObject plan = m_plans.rowAt(row);
        if (!plan[u"withdrawn"].toBool())
            add(tr("Membership: %1").arg(plan[u"name"].toString()), ItemType::Membership, plan[u"id"].toInteger());
    }
    if (m_item->currentData(ItemIdRole) != id || m_lesson->count() == 0)
        listLessons();
    m_quiet.start();
}

void SimulatorPane::listLessons()
{
    m_lesson->clear();
    m_lesson->addItem(tr("The whole course"));
    const bool course = m_item->currentData(ItemTypeRole) == int(ItemType::Column) && m_item->count() > 0;
    m_lesson->setVisible(course);
    if (!course)
        return;
    const qint64 id = m_item->currentData(ItemIdRole).toLongLong();
    m_api.get(u"/api/courses/%1/pricing"_s.arg(id), this, [this, id](const api::Answer &answer) {
        if (!answer || m_item->currentData(ItemIdRole).toLongLong() != id || m_lesson->count() != 1)
            return;
        for (const PricedItem &item : coursePricesFromJson(answer->toObject())) {
            if (item.type == ItemType::Article && item.pricing.price > 0)
                m_lesson->addItem(item.title, item.id);
        }
    });
}

void SimulatorPane::reckon()
{
    const QListWidgetItem *person = m_people->currentItem();
    if (!person || m_item->currentIndex() < 0) {
        clearLines();
        return;
    }
    const bool lesson = m_lesson->isVisible() && m_lesson->currentIndex() > 0;
    const ItemType type = lesson ? ItemType::Article : ItemType(m_item->currentData(ItemTypeRole).toInt());
    QUrlQuery query;
    query.addQueryItem(u"itemType"_s, itemTypeName(type));
    query.addQueryItem(u"itemId"_s,
                       lesson ? m_lesson->currentData().toString() : m_item->currentData(ItemIdRole).toString());
    query.addQueryItem(u"userId"_s, person->data(ItemIdRole).toString());
    if (const QString code = m_code->text().trimmed(); !code.isEmpty())
        query.addQueryItem(u"couponCode"_s, QString::fromLatin1(QUrl::toPercentEncoding(code)));
    m_api.get(u"/api/quote"_s, query, this, [this, asked = ++m_asked](const api::Answer &answer) {
        if (asked != m_asked)
            return;
        clearLines();
        m_error->clear();
        if (answer)
            showQuote(answer->toObject());
        else
            m_error->setPageError(answer.error());
    });
}

void SimulatorPane::clearLines()
{
    if (m_lines)
        m_lines->deleteLater();
    m_lines = nullptr;
    m_refusal->say({});
    m_access->say({});
    m_nothing->show();
}

void SimulatorPane::showQuote(const QJsonObject &quote)
{
    m_nothing->hide();
    m_lines = new QWidget(m_result);
    auto *grid = new QGridLayout(m_lines);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(ui::metrics::Grid);
    grid->setColumnStretch(0, 1);
    const auto add = [&](QLabel *words, const QString &text, QLabel *amount, qint64 fen) {
        const int row = grid->rowCount();
        words->setText(text);
        words->setWordWrap(true);
        amount->setText(formatPrice(fen));
        grid->addWidget(words, row, 0);
        grid->addWidget(amount, row, 1, Qt::AlignRight | Qt::AlignTop);
    };
    for (const QJsonValue &line : quote[u"lines"].toArray())
        add(ui::label(m_lines), line[u"label"].toString(), ui::label(m_lines), line[u"amount"].toInteger());
    add(ui::strongLabel(m_lines), tr("To pay"), ui::strongLabel(m_lines), quote[u"amount"].toInteger());
    m_result->column()->insertWidget(0, m_lines);
    m_lines->show();
    const QJsonObject coupon = quote[u"coupon"].toObject();
    m_refusal->say(coupon.isEmpty() || coupon[u"applied"].toBool() ? QString() : coupon[u"message"].toString());
    const QJsonObject access = quote[u"access"].toObject();
    m_access->say(!access[u"allowed"].toBool() ? QString()
                  : access[u"until"].isString()
                          ? tr("May watch it already, until %1.").arg(momentText(access[u"until"].toString()))
                          : tr("May watch it already."));
}

void SimulatorPane::retranslate()
{
    m_whoCaption->setText(tr("What will this learner pay?"));
    m_search->setPrompt(tr("Search learners"));
    m_people->setAccessibleName(tr("Learners"));
    m_whatCaption->setText(tr("For"));
    m_item->setAccessibleName(tr("For"));
    m_lesson->setAccessibleName(tr("The whole course or a lesson"));
    m_codeCaption->setText(tr("With the coupon, may be empty"));
    m_nothing->setText(
            tr("Choose a learner and something that is sold. Every rule that changes the price shows here as "
               "a line of its own; nothing is bought."));
    listItems();
}

}  // namespace commerce
