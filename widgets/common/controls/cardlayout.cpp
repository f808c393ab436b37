#include "widgets/common/controls/cardlayout.h"

#include "widgets/common/theme/tokens.h"

#include <QWidget>

#include <algorithm>

namespace ui {

CardLayout::CardLayout(QWidget *parent) : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(metrics::Gap);
}

CardLayout::~CardLayout() = default;

void CardLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
    invalidate();
}

QLayoutItem *CardLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)].get() : nullptr;
}

QLayoutItem *CardLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *taken = m_items[size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    invalidate();
    return taken;
}

int CardLayout::gap() const
{
    return std::max(0, spacing());
}

std::vector<QLayoutItem *> CardLayout::shown() const
{
    std::vector<QLayoutItem *> out;
    for (const auto &item : m_items) {
        if (!item->isEmpty())
            out.push_back(item.get());
    }
    return out;
}

int CardLayout::narrowest() const
{
    int width = 0;
    for (QLayoutItem *item : shown())
        width = std::max(width, item->minimumSize().width());
    return width;
}

/// As few rows as the width allows, and these as even as can be: never three cards over a single one.
int CardLayout::columnsFor(int width) const
{
    const int items = std::max<int>(1, int(shown().size()));
    const int fitting = std::clamp((width + gap()) / std::max(1, narrowest() + gap()), 1, items);
    const int rows = (items + fitting - 1) / fitting;
    return (items + rows - 1) / rows;
}

int CardLayout::arrange(const QRect &rect, bool move) const
{
    const std::vector<QLayoutItem *> items = shown();
    const int columns = columnsFor(rect.width());
    const int width = (rect.width() - (columns - 1) * gap()) / columns;
    int y = rect.y();
    for (size_t first = 0; first < items.size(); first += size_t(columns)) {
        const size_t end = std::min(items.size(), first + size_t(columns));
        int height = 0;
        for (size_t i = first; i < end; ++i)
            height = std::max(height, items[i]->hasHeightForWidth() ? items[i]->heightForWidth(width)
                                                                    : items[i]->sizeHint().height());
        for (size_t i = first; move && i < end; ++i) {
            const int column = int(i - first);
            const int x = rect.x() + column * (width + gap());
            // The last one takes what the division has left over, so that the right edge stands where others do.
            const int all = column == columns - 1 ? rect.right() + 1 - x : width;
            items[i]->setGeometry({x, y, all, height});
        }
        y += height + gap();
    }
    return std::max(0, y - gap() - rect.y());
}

int CardLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, false);
}

QSize CardLayout::sizeHint() const
{
    int width = 0;
    for (QLayoutItem *item : shown())
        width += item->sizeHint().width() + gap();
    width = std::max(0, width - gap());
    return {width, heightForWidth(width)};
}

QSize CardLayout::minimumSize() const
{
    int height = 0;
    for (QLayoutItem *item : shown())
        height = std::max(height, item->minimumSize().height());
    return {narrowest(), height};
}

void CardLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

}  // namespace ui
