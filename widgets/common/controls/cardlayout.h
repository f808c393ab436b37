#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace ui {

/// Cards of equal width side by side, in as many rows as the width asks for: four in a row, or two and two, or one
/// below the other. A row is as high as its highest card. Thread: GUI.
class CardLayout : public QLayout
{
    Q_OBJECT
public:
    explicit CardLayout(QWidget *parent = nullptr);
    ~CardLayout() override;

    void addItem(QLayoutItem *item) override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    int count() const override { return int(m_items.size()); }
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

    int columnsFor(int width) const;

private:
    std::vector<QLayoutItem *> shown() const;
    int narrowest() const;
    int arrange(const QRect &rect, bool move) const;
    int gap() const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

}  // namespace ui
