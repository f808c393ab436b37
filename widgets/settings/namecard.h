#pragma once

#include "models/api/apiclient.h"
#include "widgets/common/controls/parts.h"

class QLabel;
class QLineEdit;

namespace ui {
class ErrorBanner;
}

namespace settings {

/// What one is called in the school that is in front; learners read it as the name of the teacher. Return or leaving
/// the field stores it; what the school refuses is said below it, and the field keeps what was typed. Thread: GUI.
class NameCard : public ui::Card
{
    Q_OBJECT
public:
    explicit NameCard(api::ApiClient &api, QWidget *parent = nullptr);

    /// Asks the school, unless something is being typed.
    void fetch();
    void retranslate();
    /// A name has been sent and not been answered for.
    bool isStoring() const { return m_storing; }
    /// The school has another name than the one that stands here.
    bool hasUnsaved() const;

private:
    void store();
    void take(const QString &name);

    api::ApiClient &m_api;
    QString m_stored;  ///< as the school has it; empty: not known
    bool m_storing = false;
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_label;
    QLineEdit *m_name;
    QLabel *m_state;
    ui::ErrorBanner *m_error;
};

}  // namespace settings
