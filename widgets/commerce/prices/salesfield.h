#pragma once

#include "models/domain/commerce/price/listprice.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace catalog {
class PriceField;
}

namespace commerce {

class DayField;

/// The sale windows of one item: a row each with price, first and last day and label. Days are whole days of
/// the school's time zone; a window with other times, made by another program, keeps them until its day is changed.
/// Thread: GUI.
class SalesField : public QWidget
{
    Q_OBJECT
public:
    explicit SalesField(QWidget *parent);

    void show(const std::vector<SaleWindow> &sales);
    std::vector<SaleWindow> sales() const;
    /// By field of the contract ("sales[1].endsAt"); empty: none.
    void showFaults(const QHash<QString, QString> &faults);
    void setUsualPrice(Fen price) { m_usual = price; }  ///< what a new row begins with
    void retranslate();

Q_SIGNALS:
    void edited();

private:
    struct Row {
        SaleWindow sale;
        catalog::PriceField *price = nullptr;
        DayField *from = nullptr, *to = nullptr;
        QLineEdit *label = nullptr;
        QToolButton *remove = nullptr;
        QLabel *words = nullptr;  ///< fault, or times that aren't whole days
    };
    void build();
    void addRow(size_t at);
    void nameRow(const Row &row) const;
    void addSale();
    void removeSale(size_t at);
    void showTimes(const Row &row) const;
    bool isShownAs(const std::vector<SaleWindow> &sales) const;

    std::vector<Row> m_rows;
    QWidget *m_body = nullptr;  ///< made anew when a row comes or goes
    QLabel *m_captions[4] = {};
    QPushButton *m_add;
    Fen m_usual = 0;
};

}  // namespace commerce
