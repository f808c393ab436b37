#include "widgets/commerce/page/scopefield.h"

#include "models/catalog/list/categorymodel.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/common/theme/tokens.h"

#include <QJsonArray>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int ListHeight = 136;
constexpr int ScopeIdRole = Qt::UserRole + 1;
}  // namespace

ScopeField::ScopeField(const std::vector<PricedItem> &courses, const catalog::CategoryModel &categories,
                       QWidget *parent)
    : QWidget(parent), m_courses(courses), m_categories(categories), m_kind(new catalog::ChoiceField(this)),
      m_list(new QListWidget(this))
{
    m_kind->setObjectName(u"scopeKind"_s);
    m_list->setObjectName(u"scopeList"_s);
    m_list->setFixedHeight(ListHeight);
    m_list->setTextElideMode(Qt::ElideRight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(m_kind);
    column->addWidget(m_list);
    setFocusProxy(m_kind);
    connect(m_kind, &catalog::ChoiceField::valueEdited, this, [this] {
        m_ids.clear();
        list();
        Q_EMIT edited();
    });
    connect(m_list, &QListWidget::itemChanged, this, &ScopeField::take);
    retranslate();
    m_kind->show(int(ScopeKind::All));
    list();
}

void ScopeField::show(const QJsonObject &scope)
{
    m_ids.clear();
    for (const QJsonValue &id : scope[u"ids"].toArray())
        m_ids << id.toInteger();
    m_kind->show(int(scopeKindFromName(scope[u"kind"].toString()).value_or(ScopeKind::All)));
    list();
}

void ScopeField::list()
{
    m_listing = true;
    m_list->clear();
    QList<qint64> unknown = m_ids;
    const auto add = [&](qint64 id, const QString &title) {
        auto *item = new QListWidgetItem(title, m_list);
        item->setData(ScopeIdRole, id);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(m_ids.contains(id) ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(title);
        unknown.removeAll(id);
    };
    const auto kind = ScopeKind(m_kind->currentIndex());
    if (kind == ScopeKind::Courses) {
        for (const PricedItem &course : m_courses)
            add(course.id, course.title);
    } else if (kind == ScopeKind::Categories) {
        for (int row = 1; row < m_categories.rowCount(); ++row)
            add(m_categories.idAt(row).value, m_categories.index(row).data().toString());
    }
    const QList<qint64> others = unknown;
    for (const qint64 id : others)
        add(id, tr("Number %1").arg(id));
    m_list->setVisible(kind != ScopeKind::All);
    m_listing = false;
}

void ScopeField::take()
{
    if (m_listing)
        return;
    m_ids.clear();
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            m_ids << m_list->item(row)->data(ScopeIdRole).toLongLong();
    }
    Q_EMIT edited();
}

QJsonObject ScopeField::scope() const
{
    QJsonArray ids;
    for (const qint64 id : m_ids)
        ids.append(id);
    QJsonObject scope{{u"kind"_s, scopeKindName(ScopeKind(m_kind->currentIndex()))}};
    if (m_kind->currentIndex() != int(ScopeKind::All))
        scope.insert(u"ids"_s, ids);
    return scope;
}

void ScopeField::retranslate()
{
    m_kind->setItems({tr("Everything that is sold"), tr("Some categories"), tr("Some courses")});
    m_kind->setAccessibleName(tr("For"));
    m_list->setAccessibleName(tr("Ticked: it is for these"));
}

}  // namespace commerce
