#pragma once

#include "models/domain/result.h"
#include "widgets/common/controls/sheet.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui {
class ErrorBanner;
}

namespace shell {

/// Long work that people wait for: what is done and why it takes a while, how far it is, and a way out of it. When it
/// fails the sheet stays, says why and offers to try again. Closing it in any way cancels. Thread: GUI.
class ProgressSheet : public ui::Sheet
{
    Q_OBJECT
public:
    ProgressSheet(const QString &title, const QString &text, QWidget *parent);

    /// total 0: not yet known.
    void setProgress(int done, int total);
    void setError(const Error &error);

Q_SIGNALS:
    void cancelled();
    void retried();

protected:
    void reject() override;

private:
    QProgressBar *m_bar;
    QLabel *m_count;
    ui::ErrorBanner *m_error;
    QPushButton *m_cancel;
};

}  // namespace shell
