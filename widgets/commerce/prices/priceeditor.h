#pragma once

#include "models/commerce/pricedocument.h"
#include "models/domain/clock.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QTreeWidget;

namespace ui {
class ElidedLabel;
class ErrorBanner;
class ToastHost;
}  // namespace ui

namespace commerce {

class ItemPriceForm;

/// The prices of one course: on the left the course and its lessons, on the right the form of the chosen one. What was
/// edited and not saved stays with its item until it is saved or discarded, whatever else is looked at meanwhile.
/// Thread: GUI.
class PriceEditor : public QWidget
{
    Q_OBJECT
public:
    PriceEditor(PriceDocument &document, const Clock &clock, ui::ToastHost &toasts, QWidget *parent);

    void open(qint64 course, const QString &title);
    void forget();  ///< another school
    bool hasUnsaved() const { return !m_edits.isEmpty(); }
    void retranslate();

Q_SIGNALS:
    void closed();
    void saved(qint64 course);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    using Key = std::pair<int, qint64>;  ///< ItemType and id
    void build();
    void connectParts();
    void listItems();
    void showChosen();
    void keepEdits();
    void showState();
    void save();
    void discard();
    void refused(const Error &why);
    void wentThrough(const QString &words);
    const PricedItem *chosen() const;
    static Key keyOf(const PricedItem &item) { return {int(item.type), item.id}; }

    PriceDocument &m_document;
    ui::ToastHost &m_toasts;
    QHash<Key, PricedItem> m_edits;
    QString m_title;

    QPushButton *m_back;
    ui::ElidedLabel *m_course;
    QPushButton *m_undo;
    QPushButton *m_discard;
    QPushButton *m_save;
    ui::ErrorBanner *m_error;
    QTreeWidget *m_items;
    QScrollArea *m_scroll;
    ItemPriceForm *m_form;
};

}  // namespace commerce
