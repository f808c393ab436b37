#include "widgets/catalog/forms/courseform.h"

#include "models/catalog/list/categorymodel.h"
#include "models/catalog/outline/outlinecommands.h"
#include "models/domain/text.h"
#include "widgets/catalog/forms/newcategory.h"
#include "widgets/catalog/list/catalogstyle.h"

#include <QPushButton>
#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

QStringList tagsOf(const QString &text)
{
    static const QRegularExpression commas(u"[,，、;；]"_s);
    QStringList tags;
    for (const QString &part : text.split(commas, Qt::SkipEmptyParts)) {
        const QString tag = part.trimmed().left(MaxTagName);
        if (!tag.isEmpty() && !tags.contains(tag, Qt::CaseInsensitive) && tags.size() < MaxTags)
            tags << tag;
    }
    return tags;
}

}  // namespace

CourseForm::CourseForm(OpenCourse &course, CategoryModel &categories, QWidget *parent)
    : FormColumn(parent), m_course(course), m_categories(categories), m_heading(heading()),
      m_title(new TextField(this)), m_description(new LongTextField(MaxDescription, this)),
      m_cover(new CoverField(course, this)), m_free(new CheckField(this)), m_price(new PriceField(this)),
      m_category(new ChoiceField(this)), m_newCategory(new NewCategory(categories, this)),
      m_level(new ChoiceField(this)), m_tags(new TextField(this)), m_threshold(new NumberField(this)),
      m_basis(new ChoiceField(this))
{
    m_title->setMaxLength(MaxTitle);
    m_description->setFixedHeight(120);
    m_category->setModel(&categories);
    m_threshold->setRange(50, 100);
    m_threshold->setSuffix(u" %"_s);
    m_titleCaption = addField(m_title);
    m_descriptionCaption = addField(m_description);
    m_coverCaption = addField(m_cover);
    addRule();
    addPlain(m_free);
    m_priceCaption = addField(m_price);
    addRule();
    m_categoryCaption = addField(m_category);
    addPlain(m_newCategory);
    m_levelCaption = addField(m_level);
    m_tagsCaption = addField(m_tags);
    addRule();
    m_thresholdCaption = addField(m_threshold);
    m_basisCaption = addField(m_basis);
    finish();
    connectFields();
    retranslate();
}

void CourseForm::connectFields()
{
    connect(m_title, &TextField::valueEdited, this, [this](const QString &text, int session) {
        // A course without a title can't be kept: the field says so, and the last good one stays.
        const QString title = ::text::cleanedLine(text).trimmed();
        markFault(m_title, title.isEmpty(), tr("A course needs a title"));
        if (!title.isEmpty())
            push(tr("title"), session, [&](CourseFields &fields) { fields.title = title; });
    });
    connect(m_title, &QLineEdit::editingFinished, this, [this] {
        markFault(m_title, false);
        m_title->show(m_course.document().courseFields().title);
    });
    connect(m_description, &LongTextField::valueEdited, this, [this](const QString &text, int session) {
        push(tr("description"), session,
             [&](CourseFields &fields) { fields.description = ::text::cleanedProse(text); });
    });
    connect(m_free, &CheckField::valueEdited, this,
            [this](bool on) { push(tr("price"), 0, [&](CourseFields &fields) { fields.isFree = on; }); });
    connect(m_price, &PriceField::valueEdited, this, [this](Fen price, int session) {
        push(tr("price"), session, [&](CourseFields &fields) { fields.price = price; });
    });
    connectCategories();
    connect(m_level, &ChoiceField::valueEdited, this,
            [this](int index) { push(tr("level"), 0, [&](CourseFields &fields) { fields.level = Level(index); }); });
    connect(m_tags, &QLineEdit::editingFinished, this, [this] {
        push(tr("tags"), 0, [&](CourseFields &fields) { fields.tags = tagsOf(m_tags->text()); });
        refresh();
    });
    connect(m_threshold, &NumberField::valueEdited, this, [this](int percent, int session) {
        push(tr("completion"), session, [&](CourseFields &fields) { fields.completion.threshold = percent / 100.0; });
    });
    connect(m_basis, &ChoiceField::valueEdited, this, [this](int index) {
        push(tr("completion"), 0, [&](CourseFields &fields) { fields.completion.basis = CompletionBasis(index); });
    });
}

void CourseForm::connectCategories()
{
    connect(m_category, &ChoiceField::valueEdited, this, [this](int row) {
        push(tr("category"), 0, [&](CourseFields &fields) { fields.category = m_categories.idAt(row); });
    });
    connect(m_newCategory, &NewCategory::made, this, [this](CategoryId id) {
        push(tr("category"), 0, [&](CourseFields &fields) { fields.category = id; });
        m_category->setFocus();
    });
    connect(&m_categories, &CategoryModel::editableChanged, this, &CourseForm::refresh);
    connect(&m_categories, &QAbstractItemModel::modelReset, this, &CourseForm::refresh);
    connect(&m_categories, &QAbstractItemModel::rowsInserted, this, &CourseForm::refresh);
}

void CourseForm::push(const QString &what, int session, const std::function<void(CourseFields &)> &change)
{
    CourseFields fields = m_course.document().courseFields();
    change(fields);
    if (m_course.isOpen() && !(fields == m_course.document().courseFields()))
        m_course.push(new EditCourseCommand(m_course.document(), what, fields, session));
}

void CourseForm::refresh()
{
    const CourseFields &fields = m_course.document().courseFields();
    if (!m_title->property("fault").toBool() || !m_title->hasFocus()) {
        markFault(m_title, false);
        m_title->show(fields.title);
    }
    m_description->show(fields.description);
    m_cover->refresh();
    m_free->show(fields.isFree);
    m_price->show(fields.price);
    m_price->setEnabled(!fields.isFree);
    // Nothing to choose from, and nothing one may do about it: then there is no question either.
    const bool choice = m_categories.rowCount() > 1;
    m_category->setVisible(choice);
    m_categoryCaption->setVisible(choice || m_categories.isEditable());
    m_newCategory->setVisible(m_categories.isEditable());
    m_category->show(m_categories.rowOf(fields.category));
    m_level->show(int(fields.level));
    if (!m_tags->hasFocus() || tagsOf(m_tags->text()) != fields.tags)
        m_tags->show(fields.tags.join(tr(", ")));
    const QSignalBlocker quiet(m_threshold);
    m_threshold->setValue(int(std::lround(fields.completion.threshold * 100)));
    m_basis->show(int(fields.completion.basis));
}

QWidget *CourseForm::fieldFor(const QString &check) const
{
    if (check == u"title_empty")
        return m_title;
    if (check == u"price_zero_not_free" || check == u"coupon_gives_away" || check == u"sale_at_zero")
        return m_price;
    if (check == u"free_but_priced")
        return m_free;
    if (check == u"cover_missing" || check == u"cover_unusable")
        return m_cover->chooser();
    return nullptr;
}

void CourseForm::retranslate()
{
    m_heading->setText(tr("Course"));
    m_titleCaption->setText(tr("Title"));
    m_descriptionCaption->setText(tr("Description"));
    m_coverCaption->setText(tr("Cover picture"));
    m_cover->retranslate();
    m_free->setText(tr("Free for everyone"));
    m_priceCaption->setText(tr("Price"));
    m_categoryCaption->setText(tr("Category"));
    m_levelCaption->setText(tr("Level"));
    m_tagsCaption->setText(tr("Tags"));
    m_tags->setHint(tr("Separated by commas"));
    m_thresholdCaption->setText(tr("A lesson is complete at"));
    m_basisCaption->setText(tr("Judged by"));
    m_level->setItems({CatalogStyle::level(Level::Beginner), CatalogStyle::level(Level::Intermediate),
                       CatalogStyle::level(Level::Advanced)});
    m_basis->setItems({tr("Watched parts or position"), tr("Watched parts only")});
    m_title->setAccessibleName(m_titleCaption->text());
    m_description->setAccessibleName(m_descriptionCaption->text());
    m_price->setAccessibleName(m_priceCaption->text());
    m_category->setAccessibleName(m_categoryCaption->text());
    m_level->setAccessibleName(m_levelCaption->text());
    m_tags->setAccessibleName(m_tagsCaption->text());
    m_threshold->setAccessibleName(m_thresholdCaption->text());
    m_basis->setAccessibleName(m_basisCaption->text());
    m_free->setAccessibleName(m_free->text());
    m_newCategory->retranslate();
    m_categories.retranslate();
}

}  // namespace catalog
