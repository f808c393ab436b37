#include "widgets/catalog/forms/inspector.h"

#include "widgets/catalog/forms/chapterform.h"
#include "widgets/catalog/forms/courseform.h"
#include "widgets/catalog/forms/lessonform.h"
#include "widgets/common/theme/tokens.h"

#include <QLineEdit>
#include <QStackedWidget>

#include <algorithm>

namespace catalog {

Inspector::Inspector(OpenCourse &course, CategoryModel &categories, QWidget *parent)
    : QWidget(parent), m_course(course), m_stack(new QStackedWidget(this)),
      m_courseForm(new CourseForm(course, categories, this)), m_chapterForm(new ChapterForm(course, this)),
      m_lessonForm(new LessonForm(course, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    for (QWidget *form : {static_cast<QWidget *>(m_courseForm), static_cast<QWidget *>(m_chapterForm),
                          static_cast<QWidget *>(m_lessonForm)})
        m_stack->addWidget(scrolled(form));
    connect(m_lessonForm, &LessonForm::mediaRequested, this, [this] { Q_EMIT mediaRequested(m_keys); });
    connect(m_lessonForm, &LessonForm::previewRequested, this, [this] {
        if (m_keys.size() == 1)
            Q_EMIT previewRequested(m_keys.front());
    });
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &Inspector::refresh);
    connect(&course.document(), &OutlineDocument::changed, this, [this] {
        if (!m_later.isActive())
            m_later.start(0);
    });
    connect(&course.document(), &OutlineDocument::wasReset, this, [this] { setSelection({}); });
    refresh();
}

QScrollArea *Inspector::scrolled(QWidget *form)
{
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    form->setProperty("scrolled", true);
    area->setWidget(form);
    return area;
}

void Inspector::setSelection(const std::vector<NodeKey> &keys)
{
    m_keys = keys;
    // Chapters and lessons together have no field in common: the lessons are meant.
    const auto isLesson = [this](NodeKey key) { return m_course.document().node(key).kind == NodeKind::Lesson; };
    if (std::any_of(keys.begin(), keys.end(), isLesson))
        std::erase_if(m_keys, [&](NodeKey key) { return !isLesson(key); });
    refresh();
}

void Inspector::refresh()
{
    std::erase_if(m_keys, [this](NodeKey key) { return !m_course.document().contains(key); });
    if (m_keys.empty()) {
        m_courseForm->refresh();
        m_stack->setCurrentIndex(0);
    } else if (m_course.document().node(m_keys.front()).kind == NodeKind::Chapter) {
        m_chapterForm->show(m_keys);
        m_stack->setCurrentIndex(1);
    } else {
        m_lessonForm->show(m_keys);
        m_stack->setCurrentIndex(2);
    }
}

void Inspector::focusFirst()
{
    auto *area = qobject_cast<QScrollArea *>(m_stack->currentWidget());
    for (auto *field : area->widget()->findChildren<QLineEdit *>()) {
        if (!field->isVisible() || !field->isEnabled())
            continue;
        return focus(field);
    }
}

bool Inspector::focusFor(const QString &check)
{
    QWidget *field = m_stack->currentIndex() == 0   ? m_courseForm->fieldFor(check)
                     : m_stack->currentIndex() == 1 ? m_chapterForm->fieldFor(check)
                                                    : m_lessonForm->fieldFor(check);
    if (!field || field->isHidden() || !field->isEnabled())
        return false;
    focus(field);
    return true;
}

void Inspector::focus(QWidget *field)
{
    field->setFocus(Qt::ShortcutFocusReason);
    if (auto *line = qobject_cast<QLineEdit *>(field))
        line->selectAll();
    static_cast<QScrollArea *>(m_stack->currentWidget())->ensureWidgetVisible(field);
}

void Inspector::setImportAllowed(bool allowed)
{
    m_lessonForm->setImportAllowed(allowed);
}

void Inspector::retranslate()
{
    m_courseForm->retranslate();
    m_chapterForm->retranslate();
    m_lessonForm->retranslate();
    refresh();
}

}  // namespace catalog
