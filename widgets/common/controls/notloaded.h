#pragma once

#include "widgets/common/controls/emptystate.h"

namespace ui {

/// What a page or list shows in its place when it asked and the school did not answer: that nothing is known yet, so
/// that a blank page isn't taken for an empty school. Why is said by the window, and it is asked again by itself.
/// Retranslates itself.
class NotLoaded final : public EmptyState
{
    Q_OBJECT
public:
    explicit NotLoaded(QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
};

}  // namespace ui
