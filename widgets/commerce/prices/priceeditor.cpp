#include "widgets/commerce/prices/priceeditor.h"

#include "models/commerce/giveaway.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/commerce/prices/itempriceform.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollArea>
#include <QShortcut>
#include <QSignalBlocker>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int ItemsWidth = 248;
constexpr int TypeRole = Qt::UserRole + 1;
constexpr int IdOfItem = Qt::UserRole + 2;
}  // namespace

PriceEditor::PriceEditor(PriceDocument &document, const Clock &clock, ui::ToastHost &toasts, QWidget *parent)
    : QWidget(parent), m_document(document), m_toasts(toasts), m_clock(clock), m_back(ui::quietButton(this)),
      m_course(new ui::ElidedLabel(this)), m_undo(ui::button(this)), m_discard(ui::button(this)),
      m_save(ui::primaryButton(this)), m_error(new ui::ErrorBanner(this)), m_items(new QTreeWidget(this)),
      m_scroll(new QScrollArea(this)), m_form(new ItemPriceForm(clock, nullptr))
{
    build();
    connectParts();
    retranslate();
}

void PriceEditor::build()
{
    m_back->setIcon(ui::icon(u"chevron-left"_s, ui::Tint::Accent));
    m_undo->setIcon(ui::icon(u"undo"_s));
    m_save->setObjectName(u"savePrice"_s);
    m_undo->setObjectName(u"undoPrice"_s);
    ui::setTextStyle(m_course, ui::Text::Strong);
    m_items->setColumnCount(2);
    m_items->setHeaderHidden(true);
    m_items->setRootIsDecorated(false);
    m_items->setUniformRowHeights(true);
    m_items->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_items->header()->setStretchLastSection(false);
    m_items->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_items->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_items->setFixedWidth(ItemsWidth);
    m_items->setObjectName(u"pricedItems"_s);
    m_form->setProperty("scrolled", true);
    m_scroll->setWidget(m_form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);

    auto *head = new QHBoxLayout;
    head->setSpacing(ui::metrics::Grid);
    head->addWidget(m_back);
    head->addWidget(m_course, 1);
    for (QPushButton *button : {m_undo, m_discard, m_save})
        head->addWidget(button);
    auto *card = new ui::Card(this);
    card->column()->setContentsMargins(0, 0, 0, 0);
    card->column()->addWidget(m_scroll);
    auto *body = new QHBoxLayout;
    body->setSpacing(ui::metrics::Gap);
    body->addWidget(m_items);
    body->addWidget(card, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Margin);
    column->setSpacing(ui::metrics::Gap);
    column->addLayout(head);
    column->addWidget(m_error);
    column->addLayout(body, 1);
}

void PriceEditor::connectParts()
{
    connect(m_back, &QPushButton::clicked, this, &PriceEditor::closed);
    connect(m_save, &QPushButton::clicked, this, &PriceEditor::save);
    connect(m_discard, &QPushButton::clicked, this, &PriceEditor::discard);
    connect(m_undo, &QPushButton::clicked, &m_document, &PriceDocument::undo);
    auto *undo = new QShortcut(QKeySequence::Undo, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(undo, &QShortcut::activated, m_undo, &QPushButton::click);
    auto *keep = new QShortcut(QKeySequence::Save, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(keep, &QShortcut::activated, m_save, &QPushButton::click);
    connect(m_items, &QTreeWidget::currentItemChanged, this, &PriceEditor::showChosen);
    connect(m_form, &ItemPriceForm::changed, this, &PriceEditor::keepEdits);
    connect(&m_document, &PriceDocument::loaded, this, &PriceEditor::listItems);
    connect(&m_document, &PriceDocument::stateChanged, this, &PriceEditor::showState);
    connect(&m_document, &PriceDocument::refused, this, &PriceEditor::refused);
    connect(&m_document, &PriceDocument::failed, this, [this](const Error &why) { m_error->setPageError(why); });
    connect(&m_document, &PriceDocument::saved, this, [this](const QString &title) {
        m_drafts.drop(m_form->edited());
        Q_EMIT draftsChanged();
        wentThrough(tr("Saved: %1").arg(title));
    });
    connect(&m_document, &PriceDocument::undone, this,
            [this](const QString &title) { wentThrough(tr("Taken back: %1").arg(title)); });
}

void PriceEditor::wentThrough(const QString &words)
{
    m_error->clear();
    listItems();
    m_toasts.say(words);
    Q_EMIT saved(m_document.course());
}

void PriceEditor::open(qint64 course, const QString &title)
{
    m_title = title;
    m_course->setText(title);
    m_error->clear();
    m_items->clear();
    m_form->setEnabled(false);
    m_document.open(course);
}

void PriceEditor::forget()
{
    m_drafts.close();
    m_coupons.clear();
    m_items->clear();
    m_error->clear();
    Q_EMIT draftsChanged();
}

void PriceEditor::keepDrafts(QSettings *settings, const QString &school)
{
    m_drafts.open(settings, school);
    Q_EMIT draftsChanged();
    if (m_document.isLoaded())
        showChosen();
}

void PriceEditor::setLiveCoupons(std::vector<QJsonObject> coupons)
{
    m_coupons = std::move(coupons);
    showWarnings();
}

void PriceEditor::showWarnings()
{
    if (m_items->currentItem() && m_document.isLoaded())
        m_form->setGiveaways(couponsThatGiveAway(m_coupons, m_form->edited(), m_document.course(), m_clock.now()));
}

const PricedItem *PriceEditor::chosen() const
{
    const QTreeWidgetItem *row = m_items->currentItem();
    return row ? m_document.item(ItemType(row->data(0, TypeRole).toInt()), row->data(0, IdOfItem).toLongLong())
               : nullptr;
}

void PriceEditor::listItems()
{
    const PricedItem *before = chosen();
    using Key = PriceDrafts::Key;
    const Key wanted = before ? PriceDrafts::keyOf(*before) : Key(int(ItemType::Column), m_document.course());
    {
        const QSignalBlocker quiet(m_items);
        m_items->clear();
        for (const PricedItem &item : m_document.items()) {
            auto *row = new QTreeWidgetItem(m_items);
            row->setData(0, TypeRole, int(item.type));
            row->setData(0, IdOfItem, item.id);
            row->setSizeHint(0, QSize(0, ui::metrics::Row));
            row->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
            row->setToolTip(0, item.title);
            if (PriceDrafts::keyOf(item) == wanted)
                m_items->setCurrentItem(row);
        }
    }
    m_form->setEnabled(true);
    showChosen();
}

void PriceEditor::showChosen()
{
    const PricedItem *stored = chosen();
    if (!stored)
        return;
    const PricedItem edited = m_drafts.over(*stored);
    if (edited == *stored)
        m_drafts.drop(*stored);  // somebody saved the very same elsewhere
    m_form->show(*stored, edited, m_document.items().front().published.has_value());
    showState();
}

void PriceEditor::keepEdits()
{
    if (m_form->isChanged())
        m_drafts.keep(m_form->edited(), m_document.course());
    else
        m_drafts.drop(m_form->edited());
    Q_EMIT draftsChanged();
    showState();
}

void PriceEditor::showState()
{
    showWarnings();
    const bool changed = m_form->isEnabled() && m_form->isChanged();
    ui::setEnabledKeepingFocus(m_save, changed && !m_document.isBusy());
    ui::setEnabledKeepingFocus(m_discard, changed && !m_document.isBusy());
    ui::setEnabledKeepingFocus(m_undo, m_document.canUndo());
    for (int i = 0; i < m_items->topLevelItemCount() && i < int(m_document.items().size()); ++i) {
        const PricedItem &item = m_document.items()[size_t(i)];
        const bool lesson = item.type == ItemType::Article;
        const QString name = lesson ? item.title : tr("The whole course");
        QTreeWidgetItem *row = m_items->topLevelItem(i);
        row->setText(0, m_drafts.contains(item) ? name + u" •"_s : name);
        row->setText(1, item.pricing.isFree                 ? tr("Free")
                        : lesson && item.pricing.price == 0 ? u"–"_s
                                                            : formatPrice(item.pricing.price));
    }
}

void PriceEditor::save()
{
    ui::finishTyping(this);
    m_error->clear();
    if (!m_form->isChanged())
        return;
    if (const auto fine = checkPricing(m_form->edited().pricing); !fine)
        return refused(fine.error());
    m_document.save(m_form->edited());
}

void PriceEditor::discard()
{
    m_drafts.drop(m_form->edited());
    m_error->clear();
    Q_EMIT draftsChanged();
    showChosen();
}

void PriceEditor::refused(const Error &why)
{
    m_form->showFaults(fieldFaults(why));
    m_error->setError(why);
}

void PriceEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void PriceEditor::retranslate()
{
    m_back->setText(tr("All courses"));
    m_undo->setText(tr("Take back"));
    m_undo->setToolTip(tr("Takes back the last change that was saved, unless somebody has ordered since"));
    m_discard->setText(tr("Discard"));
    m_save->setText(tr("Save"));
    m_items->setAccessibleName(tr("What is sold of this course"));
    m_form->retranslate();
    showState();
}

}  // namespace commerce
