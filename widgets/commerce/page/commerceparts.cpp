#include "widgets/commerce/page/commerceparts.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonObject>
#include <QLineEdit>
#include <QPainter>
#include <QSpinBox>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr int Shape = 16;

struct FaultText {
    Q_DECLARE_TR_FUNCTIONS(FaultText)
};

constexpr std::pair<const char *, const char *> KnownFaults[] = {
        {"must be below the price", QT_TRANSLATE_NOOP("FaultText", "Must be below the list price")},
        {"must be after startsAt", QT_TRANSLATE_NOOP("FaultText", "Ends before it begins")},
        {"overlaps another sale", QT_TRANSLATE_NOOP("FaultText", "Overlaps another sale")},
        {"is required", QT_TRANSLATE_NOOP("FaultText", "Is missing")},
        {"must have 4 to 32 characters of A-Z 0-9 - _",
         QT_TRANSLATE_NOOP("FaultText", "4 to 32 characters of A–Z, 0–9, - and _")},
        {"must not be empty", QT_TRANSLATE_NOOP("FaultText", "Is missing")},
        {"must not stand beside validUntil", QT_TRANSLATE_NOOP("FaultText", "Either a day or a number of days")},
};

}  // namespace

HintLine::HintLine(QWidget *parent, bool warning) : QWidget(parent), m_text(ui::label(this)), m_warning(warning)
{
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Shape + ui::metrics::Grid, ui::metrics::Half, 0, ui::metrics::Half);
    row->addWidget(m_text);
    hide();
}

void HintLine::say(const QString &text)
{
    m_text->setText(text);
    setVisible(!text.isEmpty());
}

void HintLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ui::Tokens &tokens = ui::tokens(this);
    ui::paintIcon(&painter, QRectF(0, ui::metrics::Half + 1, Shape, Shape), m_warning ? u"warning"_s : u"info"_s,
                  m_warning ? tokens.warning : tokens.info);
}

void dressTable(QTableView *table)
{
    table->setProperty("plain", true);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(ui::metrics::Row);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setFixedHeight(ui::metrics::Row);
    table->horizontalHeader()->setMinimumSectionSize(104);
}

void fitColumns(QTableView *table, int wide)
{
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(wide, QHeaderView::Stretch);
}

QWidget *onCard(QTableView *table, QWidget *parent)
{
    auto *card = new ui::Card(parent);
    card->column()->setContentsMargins(1, 1, 1, 1);
    card->column()->addWidget(table);
    return card;
}

void nameNumber(QSpinBox *field, const QString &name)
{
    field->setAccessibleName(name);
    field->findChild<QLineEdit *>()->setAccessibleName(name);
}

QHash<QString, QString> fieldFaults(const Error &error)
{
    QHash<QString, QString> faults;
    const QJsonObject fields = error.detail[u"fields"].toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it)
        faults.insert(it.key(), faultText(it.value().toString()));
    return faults;
}

QString faultText(const QString &what)
{
    for (const auto &[word, text] : KnownFaults) {
        if (what == QLatin1String(word))
            return FaultText::tr(text);
    }
    if (what.startsWith("must be between "_L1))
        return FaultText::tr("Is outside what is possible");
    return what;
}

}  // namespace commerce
