#pragma once

#include "models/commerce/priceditem.h"

#include <QJsonObject>
#include <QWidget>

class QListWidget;

namespace catalog {
class CategoryModel;
class ChoiceField;
}  // namespace catalog

namespace commerce {

/// What a coupon or a membership is for: everything, or some categories or courses that are ticked. Ids that this account
/// doesn't know stay in it. Thread: GUI.
class ScopeField : public QWidget
{
    Q_OBJECT
public:
    ScopeField(const std::vector<PricedItem> &courses, const catalog::CategoryModel &categories, QWidget *parent);

    void show(const QJsonObject &scope);
    QJsonObject scope() const;  ///< {kind, ids}
    void retranslate();

Q_SIGNALS:
    void edited();

private:
    void list();
    void take();

    const std::vector<PricedItem> m_courses;
    const catalog::CategoryModel &m_categories;
    catalog::ChoiceField *m_kind;
    QListWidget *m_list;
    QList<qint64> m_ids;
    bool m_listing = false;
};

}  // namespace commerce
