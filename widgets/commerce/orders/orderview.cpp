#include "widgets/commerce/orders/orderview.h"

#include "models/commerce/commercetext.h"
#include "models/domain/money.h"
#include "widgets/commerce/orders/refundsheet.h"
#include "widgets/commerce/page/chipdelegate.h"
#include "widgets/common/controls/cardlayout.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

/// An order keeps what a rule is called in both languages, and beside it the school's own words, if there are any.
QString lineText(const QJsonObject &line)
{
    const bool chinese = QLocale().language() == QLocale::Chinese;
    const QString rule = line[chinese ? u"zh"_s : u"en"_s].toString();
    const QString own = line[u"label"_s].toString();
    return own.isEmpty() ? rule : u"%1 · %2"_s.arg(rule, own);
}

}  // namespace

OrderView::OrderView(api::ApiClient &api, QWidget *parent)
    : QWidget(parent), m_api(api), m_back(ui::quietButton(this)), m_outside(ui::button(this)),
      m_refuse(ui::button(this)), m_refund(ui::button(this)), m_number(ui::strongLabel(this)),
      m_status(new ui::StatusChip(this)), m_error(new ui::ErrorBanner(this)), m_title(ui::strongLabel(this)),
      m_facts(ui::label(this, true)), m_eventsTitle(ui::strongLabel(this)), m_bought(new ui::Card(this)),
      m_happened(new ui::Card(this))
{
    build();
    connect(m_back, &QPushButton::clicked, this, &OrderView::closed);
    connect(m_refund, &QPushButton::clicked, this, &OrderView::openRefund);
    connect(m_refuse, &QPushButton::clicked, this, [this] {
        askFor([] { return tr("Refuse the refund"); },
               [] { return tr("The learner reads the reason. The order stays paid."); },
               u"/api/orders/%1/refuse-refund"_s, u"reason"_s, true);
    });
    connect(m_outside, &QPushButton::clicked, this, [this] {
        askFor([] { return tr("Book as paid"); },
               [amount = formatPrice(m_order[u"amount"].toInteger())] {
                   return tr("For money that came in another way, in cash or by transfer. The learner gets what was "
                             "ordered, and %1 goes into the ledger.")
                           .arg(amount);
               },
               u"/api/orders/%1/pay-outside"_s, u"note"_s, false);
    });
}

void OrderView::build()
{
    m_back->setIcon(ui::icon(u"chevron-left"_s, ui::Tint::Accent));
    m_number->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QLabel *words : {m_title, m_facts}) {
        words->setTextFormat(Qt::PlainText);  // names are other people's
        words->setWordWrap(true);
    }
    m_bought->column()->addWidget(m_title);
    m_bought->column()->addWidget(m_facts);
    m_bought->column()->addStretch(1);
    m_happened->column()->addWidget(m_eventsTitle);
    m_happened->column()->addStretch(1);
    auto *head = new QHBoxLayout;
    head->setSpacing(ui::metrics::Grid);
    head->addWidget(m_back);
    head->addWidget(m_number);
    head->addWidget(m_status);
    head->addStretch(1);
    for (QPushButton *button : {m_outside, m_refuse, m_refund})
        head->addWidget(button);
    auto *inner = new QWidget;
    inner->setProperty("scrolled", true);
    auto *cards = new ui::CardLayout;
    cards->addWidget(m_bought);
    cards->addWidget(m_happened);
    auto *within = new QVBoxLayout(inner);
    within->setContentsMargins(0, 0, 0, 0);
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

void OrderView::open(qint64 id)
{
    m_id = id;
    m_order = {};
    m_error->clear();
    showOrder();
    refresh();
}

void OrderView::close()
{
    m_id = 0;
    m_order = {};
}

void OrderView::refresh()
{
    if (m_id == 0)
        return;
    m_api.get(u"/api/orders/%1"_s.arg(m_id), this, [this, id = m_id](const api::Answer &answer) {
        if (id != m_id)
            return;
        if (answer) {
            m_order = answer->toObject();
            showOrder();
        } else if (answer.error().code != ErrorCode::Cancelled) {
            m_error->setPageError(answer.error());
        }
        Q_EMIT loaded();
    });
}

void OrderView::setManaging(bool managing)
{
    m_managing = managing;
    showOrder();
}

bool OrderView::isAsked() const
{
    for (const QJsonValue &refund : m_order[u"refunds"].toArray()) {
        if (refund[u"status"] == "requested"_L1)
            return true;
    }
    return false;
}

void OrderView::showOrder()
{
    const QString status = m_order[u"status"].toString();
    const bool paid = status == "paid"_L1 || status == "partially_refunded"_L1;
    m_number->setText(m_order[u"orderNo"].toString());
    m_status->setVisible(!m_order.isEmpty());
    m_status->set(orderStatus(m_order), orderStatusText(status));
    m_outside->setVisible(m_managing && status == "pending"_L1);
    m_refund->setVisible(m_managing && paid);
    m_refuse->setVisible(m_managing && paid && isAsked());
    m_title->setText(m_order[u"title"].toString());
    m_facts->setText(m_order.isEmpty()
                             ? QString()
                             : u"%1 · %2 · %3"_s.arg(buyerText(m_order), momentText(m_order[u"createdAt"].toString()),
                                                     channelText(m_order[u"channel"].toString())));
    showLines();
    showEvents();
}

void OrderView::showLines()
{
    if (m_lines)
        m_lines->deleteLater();
    m_lines = new QWidget(m_bought);
    auto *grid = new QGridLayout(m_lines);
    grid->setContentsMargins(0, ui::metrics::Grid, 0, 0);
    grid->setVerticalSpacing(ui::metrics::Half);
    grid->setColumnStretch(0, 1);
    const auto add = [&](const QString &words, Fen amount, bool strong) {
        const int row = grid->rowCount();
        QLabel *labels[] = {strong ? ui::strongLabel(m_lines) : ui::label(m_lines),
                            strong ? ui::strongLabel(m_lines) : ui::label(m_lines)};
        labels[0]->setText(words);
        labels[0]->setWordWrap(true);
        labels[1]->setText(formatPrice(amount));
        grid->addWidget(labels[0], row, 0);
        grid->addWidget(labels[1], row, 1, Qt::AlignRight | Qt::AlignTop);
    };
    if (!m_order.isEmpty()) {
        for (const QJsonValue &line : m_order[u"lines"].toArray())
            add(lineText(line.toObject()), line[u"amount"].toInteger(), false);
        add(tr("To pay"), m_order[u"amount"].toInteger(), true);
        if (const Fen back = m_order[u"refunded"].toInteger(); back > 0)
            add(tr("Given back"), -back, false);
    }
    m_bought->column()->insertWidget(2, m_lines);
}

void OrderView::showEvents()
{
    if (m_events)
        m_events->deleteLater();
    m_events = new QWidget(m_happened);
    auto *grid = new QGridLayout(m_events);
    grid->setContentsMargins(0, ui::metrics::Grid, 0, 0);
    grid->setHorizontalSpacing(ui::metrics::Gap);
    grid->setVerticalSpacing(ui::metrics::Half);
    grid->setColumnStretch(1, 1);
    for (const QJsonValue &event : m_order[u"timeline"].toArray()) {
        const int row = grid->rowCount();
        auto *when = ui::label(m_events, true);
        auto *what = ui::label(m_events);
        QStringList words{eventText(event[u"kind"].toString())};
        if (event[u"amount"].isDouble())
            words << formatPrice(event[u"amount"].toInteger());
        if (const QString note = event[u"note"].toString(); !note.isEmpty())
            words << (channelText(note) == note ? note : channelText(note));
        when->setText(momentText(event[u"at"].toString()));
        what->setText(words.join(u" · "_s));
        what->setTextFormat(Qt::PlainText);
        what->setWordWrap(true);
        grid->addWidget(when, row, 0, Qt::AlignTop);
        grid->addWidget(what, row, 1);
    }
    m_happened->column()->insertWidget(1, m_events);
}

void OrderView::openRefund()
{
    auto *sheet = new RefundSheet(m_api, m_order, this);
    connect(sheet, &RefundSheet::decided, this, [this] {
        refresh();
        Q_EMIT changed();
    });
    sheet->open();
}

void OrderView::askFor(SayText title, SayText intro, const QString &path, const QString &field, bool required)
{
    auto *sheet = new SheetForm(title, title, 1, this);
    auto *text = new QLineEdit(sheet);
    text->setObjectName(u"reason"_s);
    text->setMaxLength(RefundSheet::MaxReason);
    sheet->setIntro(std::move(intro));
    sheet->form(0)->add([required] { return required ? tr("Reason") : tr("Note, may be empty"); }, text, field);
    connect(sheet, &SheetForm::submitted, this, [this, sheet, text, path, field] {
        sheet->setBusy(true);
        QJsonObject body;
        if (!text->text().trimmed().isEmpty())
            body.insert(field, text->text().trimmed());
        m_api.post(path.arg(m_id), body, sheet, [this, sheet](const api::Answer &answer) {
            if (!answer)
                return sheet->showError(answer.error());
            sheet->accept();
            refresh();
            Q_EMIT changed();
        });
    });
    sheet->open();
}

void OrderView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void OrderView::retranslate()
{
    m_back->setText(tr("All orders"));
    m_outside->setText(tr("Book as paid…"));
    m_refuse->setText(tr("Refuse refund…"));
    m_refund->setText(tr("Refund…"));
    m_eventsTitle->setText(tr("What happened"));
    showOrder();
}

}  // namespace commerce
