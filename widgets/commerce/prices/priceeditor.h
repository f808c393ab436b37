#pragma once

#include "models/commerce/pricedocument.h"
#include "models/commerce/pricedrafts.h"
#include "models/domain/clock.h"

#include <QWidget>

#include <vector>

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
/// edited and not saved stays with its item until it is saved or discarded, whatever else is looked at meanwhile, and
/// longer than the window (PriceDrafts). Thread: GUI.
class PriceEditor : public QWidget
{
    Q_OBJECT
public:
    PriceEditor(PriceDocument &document, const Clock &clock, ui::ToastHost &toasts, QWidget *parent);

    void open(qint64 course, const QString &title);
    void forget();  ///< another school
    /// Where drafts are kept, and of which school; what is in sight follows.
    void keepDrafts(QSettings *settings, const QString &school);
    QSet<qint64> unsavedCourses() const { return m_drafts.courses(); }
    /// Coupons that can be used or will be: the form warns of those that would give something away.
    void setLiveCoupons(std::vector<QJsonObject> coupons);
    void retranslate();

Q_SIGNALS:
    void closed();
    void saved(qint64 course);
    void draftsChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void connectParts();
    void listItems();
    void showChosen();
    void keepEdits();
    void showState();
    void showWarnings();
    void save();
    void discard();
    void refused(const Error &why);
    void wentThrough(const QString &words);
    const PricedItem *chosen() const;

    PriceDocument &m_document;
    ui::ToastHost &m_toasts;
    PriceDrafts m_drafts;
    std::vector<QJsonObject> m_coupons;
    const Clock &m_clock;
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
