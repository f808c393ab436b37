#pragma once

#include "models/catalog/outline/opencourse.h"

#include <QScrollArea>
#include <QTimer>

class QStackedWidget;

namespace catalog {

class CategoryModel;
class ChapterForm;
class CourseForm;
class LessonForm;

/// The right-hand side: the course when nothing is selected, otherwise the selected chapters or lessons, several at
/// once (fields that differ say so). Every edit is a command on the course's stack. Thread: GUI.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    Inspector(OpenCourse &course, CategoryModel &categories, QWidget *parent);

    /// Puts the cursor into the first field of what is shown.
    void focusFirst();
    /// Puts the cursor where the check can be mended; false: there is no such field in what is shown.
    bool focusFor(const QString &check);
    void setSelection(const std::vector<NodeKey> &keys);
    void retranslate();
    void setImportAllowed(bool allowed);

Q_SIGNALS:
    void mediaRequested(const std::vector<catalog::NodeKey> &lessons);  ///< choose a file for these
    void previewRequested(catalog::NodeKey lesson);

private:
    void refresh();
    QScrollArea *scrolled(QWidget *form);
    void focus(QWidget *field);

    OpenCourse &m_course;
    std::vector<NodeKey> m_keys;
    QTimer m_later;  ///< an edit of 5,000 rows is announced 5,000 times and shown once
    QStackedWidget *m_stack;
    CourseForm *m_courseForm;
    ChapterForm *m_chapterForm;
    LessonForm *m_lessonForm;
};

}  // namespace catalog
