#pragma once

#include "models/domain/result.h"

#include <QStringList>
#include <QWidget>

namespace commerce {

/// One tab of the Pricing page. The page asks it to refresh when it is shown and says errors for it. Thread: GUI.
class Pane : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void refresh() = 0;
    virtual bool isLoaded() const = 0;  ///< the first answer or failure is on screen
    virtual void retranslate() = 0;
    /// Something changed on the server; only while the pane is in sight.
    virtual void heard(const QString &type, qint64 id) = 0;
    /// As Page::views and Page::showView.
    virtual QStringList views() const { return {}; }
    virtual void showView(const QString &view) { Q_UNUSED(view) }

Q_SIGNALS:
    void loaded();
    void failed(const Error &why);
};

}  // namespace commerce
