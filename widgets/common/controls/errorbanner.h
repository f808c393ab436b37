#pragma once

#include "models/domain/result.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPushButton;
class QToolButton;

namespace ui {

/// An error in place: what happened, what to do, Retry, copy. Hidden while there is none. Retranslates itself.
class ErrorBanner : public QFrame
{
    Q_OBJECT
public:
    explicit ErrorBanner(QWidget *parent = nullptr);

    void setError(const Error &error);
    /// For the banner of a page: what the window itself says over every page (nobody answers, the school was changed)
    /// is not said here once more.
    void setPageError(const Error &error);
    void clear();
    bool hasError() const { return m_error.has_value(); }
    /// Without a listener's way to try again there is no button.
    void setRetryVisible(bool visible);
    QString text() const;

Q_SIGNALS:
    void retry();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    std::optional<Error> m_error;
    QLabel *m_what;
    QLabel *m_next;
    QPushButton *m_retry;
    QToolButton *m_copy;
    QToolButton *m_close;
};

}  // namespace ui
