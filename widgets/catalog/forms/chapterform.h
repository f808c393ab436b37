#pragma once

#include "models/catalog/outline/opencourse.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/catalog/forms/formparts.h"

namespace catalog {

/// One chapter or several: a field that differs among them shows "mixed", and what is typed there goes to all. Each edit
/// is an undo step. What is handed in outlives it. Thread: GUI.
class ChapterForm : public FormColumn
{
    Q_OBJECT
public:
    ChapterForm(OpenCourse &course, QWidget *parent);
    void show(const std::vector<NodeKey> &chapters);
    void retranslate();
    /// Where one mends what a check of a chapter found; nullptr: not in this form.
    QWidget *fieldFor(const QString &check) const;

private:
    void push(const QString &what, const std::function<void(ChapterFields &)> &change);

    OpenCourse &m_course;
    std::vector<NodeKey> m_keys;
    QLabel *m_heading;
    TextField *m_title;
    QLabel *m_titleCaption;
    CheckField *m_free;
    CheckField *m_locked;
    QLabel *m_lockedHint;
};

}  // namespace catalog
