#pragma once

#include "models/catalog/outline/opencourse.h"
#include "widgets/catalog/forms/coverfield.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/catalog/forms/formparts.h"

#include <functional>

namespace catalog {

class CategoryModel;
class NewCategory;

/// The course's own fields. Each edit is an undo step, typing in one field is one of them; what others change shows in
/// every field that nobody is typing in. What is handed in outlives it. Thread: GUI.
class CourseForm : public FormColumn
{
    Q_OBJECT
public:
    CourseForm(OpenCourse &course, CategoryModel &categories, QWidget *parent);
    void refresh();
    void retranslate();
    /// Where one mends what a check of the course itself found; nullptr: not in this form.
    QWidget *fieldFor(const QString &check) const;

private:
    void push(const QString &what, int session, const std::function<void(CourseFields &)> &change);
    void connectFields();
    void connectCategories();

    OpenCourse &m_course;
    CategoryModel &m_categories;
    QLabel *m_heading;
    TextField *m_title;
    LongTextField *m_description;
    CoverField *m_cover;
    CheckField *m_free;
    PriceField *m_price;
    ChoiceField *m_category;
    NewCategory *m_newCategory;
    ChoiceField *m_level;
    TextField *m_tags;
    NumberField *m_threshold;
    ChoiceField *m_basis;
    QLabel *m_titleCaption;
    QLabel *m_descriptionCaption;
    QLabel *m_coverCaption;
    QLabel *m_priceCaption;
    QLabel *m_categoryCaption;
    QLabel *m_levelCaption;
    QLabel *m_tagsCaption;
    QLabel *m_thresholdCaption;
    QLabel *m_basisCaption;
};

}  // namespace catalog
