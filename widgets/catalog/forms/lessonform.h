#pragma once

#include "models/catalog/outline/opencourse.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/catalog/forms/formparts.h"

class QPushButton;

namespace ui {
class ElidedLabel;
class StatusChip;
}  // namespace ui

namespace catalog {

/// One lesson or several: a field that differs among them shows "mixed", and what is typed there goes to all. Each edit
/// is an undo step. What is handed in outlives it. Thread: GUI.
class LessonForm : public FormColumn
{
    Q_OBJECT
public:
    LessonForm(OpenCourse &course, QWidget *parent);
    void show(const std::vector<NodeKey> &lessons);
    void retranslate();
    /// Where one mends what a check of a lesson found; nullptr: not in this form.
    QWidget *fieldFor(const QString &check) const;
    void setImportAllowed(bool allowed);

Q_SIGNALS:
    void mediaRequested();  ///< another film or sound for what is shown
    void previewRequested();

private:
    void buildMedia();
    void prepareAgain();
    void connectFields();
    void showMedia();
    void changeKind(LessonKind kind);
    void push(const QString &what, int session, const std::function<void(LessonFields &)> &change);

    OpenCourse &m_course;
    std::vector<NodeKey> m_keys;
    QLabel *m_heading;
    TextField *m_title;
    QLabel *m_titleCaption;
    ChoiceField *m_kind;
    QLabel *m_kindCaption;
    QWidget *m_media;
    ui::ElidedLabel *m_file = nullptr;
    ui::StatusChip *m_state = nullptr;
    QLabel *m_failure = nullptr;
    QPushButton *m_choose = nullptr;
    QPushButton *m_preview = nullptr;
    QPushButton *m_again = nullptr;  ///< where preparing it failed or was canceled
    LongTextField *m_content;
    QLabel *m_contentCaption;
    CheckField *m_free;
    CheckField *m_trial;
    DurationField *m_trialSeconds;
    QLabel *m_trialCaption;
    PriceField *m_price;
    QLabel *m_priceCaption;
};

}  // namespace catalog
