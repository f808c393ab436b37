#include "widgets/commerce/learners/rightsheets.h"

#include "models/commerce/learner/learnertext.h"
#include "models/commerce/saledays.h"
#include "models/commerce/schoolzone.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/commerce/page/dayfield.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr int SuggestAfter = 200;  // ms of quiet
constexpr int UsualRightDays = 365;
enum GrantKind { CourseKind, LessonKind, PlanKind };

QStringList titlesOf(const std::vector<GrantableItems::Item> &items)
{
    QStringList out;
    for (const GrantableItems::Item &item : items)
        out << item.title;
    return out;
}

qint64 chosenOf(const std::vector<GrantableItems::Item> &items, int at)
{
    return at < 0 || at >= int(items.size()) ? 0 : items[size_t(at)].id;
}

Error missing(const QString &field)
{
    return Error::invalid(SheetForm::tr("Something is missing."), u"invalid_fields"_s,
                          {{u"fields"_s, QJsonObject{{field, u"is required"_s}}}});
}

}  // namespace

EndField::EndField(QWidget *parent)
    : QWidget(parent), m_forGood(new catalog::CheckField(this)), m_day(new DayField(this))
{
    m_forGood->setObjectName(u"forGood"_s);
    m_day->setObjectName(u"lastDay"_s);
    m_day->setName(tr("Last day"));
    m_forGood->setText(tr("For good"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_forGood);
    row->addStretch(1);
    row->addWidget(m_day);
    setFocusProxy(m_forGood);
    connect(m_forGood, &QCheckBox::toggled, m_day, &QWidget::setDisabled);
    show(QString());
}

void EndField::setForGoodText(const QString &text)
{
    m_forGood->setText(text);
}

void EndField::show(const QString &untilIso)
{
    m_before = untilIso;
    const auto until = fromIso(untilIso);
    m_forGood->setChecked(!until);
    m_day->setDisabled(!until);
    m_day->setDate(until ? lastDayOf(*until, schoolZone()) : QDate::currentDate().addDays(UsualRightDays));
}

QJsonValue EndField::until() const
{
    if (m_forGood->isChecked())
        return {};
    const QTimeZone zone = schoolZone();
    const auto before = fromIso(m_before);
    return toIso(before && lastDayOf(*before, zone) == m_day->date() ? *before : dayEnd(m_day->date(), zone));
}

GrantSheet::GrantSheet(const QJsonObject &person, qint64 course, api::ApiClient &api, LearnerListModel &learners,
                       const GrantableItems &items, QWidget *parent)
    : SheetForm([] { return tr("Give a right"); }, [] { return tr("Give"); }, 1, parent), m_person(person), m_api(api),
      m_learners(learners), m_items(items), m_login(new QLineEdit(this)), m_kind(new catalog::ChoiceField(this)),
      m_course(new catalog::ChoiceField(this)), m_lesson(new catalog::ChoiceField(this)),
      m_plan(new catalog::ChoiceField(this)), m_end(new EndField(this)), m_hint(new HintLine(this, false))
{
    build();
    listItems(course);
    connect(m_kind, &catalog::ChoiceField::valueEdited, this, [this] {
        loadLessons();
        showState();
    });
    connect(m_course, &catalog::ChoiceField::valueEdited, this, &GrantSheet::loadLessons);
    connect(&m_items, &GrantableItems::changed, this, [this, course] { listItems(course); });
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(SuggestAfter);
    connect(m_login, &QLineEdit::textEdited, &m_quiet, qOverload<>(&QTimer::start));
    connect(&m_quiet, &QTimer::timeout, this, &GrantSheet::suggest);
    connect(this, &SheetForm::submitted, this, &GrantSheet::send);
    showState();
    (m_person.isEmpty() ? static_cast<QWidget *>(m_login) : m_kind)->setFocus();
}

void GrantSheet::build()
{
    m_login->setObjectName(u"grantLogin"_s);
    m_login->setMaxLength(64);
    m_kind->setObjectName(u"grantKind"_s);
    m_course->setObjectName(u"grantCourse"_s);
    m_lesson->setObjectName(u"grantLesson"_s);
    m_plan->setObjectName(u"grantPlan"_s);
    nameKinds(0);
    auto *completer = new QCompleter(&m_names, m_login);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_login->setCompleter(completer);
    if (m_person.isEmpty()) {
        form(0)->add([] { return tr("Login name"); }, m_login, u"login"_s);
    } else {
        m_login->hide();
        setIntro([name = m_person[u"displayName"].toString()] { return tr("To %1").arg(name); });
    }
    form(0)->add([] { return tr("What"); }, m_kind, u"itemType"_s);
    form(0)->add([] { return tr("Course"); }, m_course, u"itemId"_s);
    form(0)->add([] { return tr("Lesson"); }, m_lesson, u"itemId"_s);
    form(0)->add([] { return tr("Membership"); }, m_plan, u"itemId"_s);
    form(0)->add([] { return tr("Until"); }, m_end, u"until"_s);
    addWide(m_hint);
}

void GrantSheet::listItems(qint64 course)
{
    m_course->setItems(titlesOf(m_items.published()));
    m_plan->setItems(titlesOf(m_items.plans()));
    for (int at = 0; at < int(m_items.published().size()); ++at) {
        if (m_items.published()[size_t(at)].id == course)
            m_course->show(at);
    }
    for (catalog::ChoiceField *field : {m_course, m_plan})
        if (field->currentIndex() < 0 && field->count() > 0)
            field->show(0);
}

/// Only when a single lesson is to be given.
void GrantSheet::loadLessons()
{
    m_lessons.clear();
    m_lesson->setItems({});
    const qint64 course = chosenOf(m_items.published(), m_course->currentIndex());
    if (m_kind->currentIndex() != LessonKind || course == 0)
        return;
    const QUrlQuery published{{u"draft"_s, u"0"_s}};
    m_api.get(u"/api/courses/%1"_s.arg(course), published, this, [this, asked = ++m_asked](const api::Answer &answer) {
        if (asked != m_asked)
            return;
        if (!answer)
            return showError(answer.error());
        QStringList titles;
        for (const QJsonValue &chapter : (*answer)[u"chapters"].toArray()) {
            for (const QJsonValue &lesson : chapter[u"videos"].toArray()) {
                const QJsonValue id = lesson[u"id"];
                m_lessons << (id.isString() ? id.toString().toLongLong() : id.toInteger());
                titles << lesson[u"title"].toString();
            }
        }
        m_lesson->setItems(titles);
        if (!titles.isEmpty())
            m_lesson->show(0);
    });
}

void GrantSheet::suggest()
{
    const QString typed = m_login->text().trimmed();
    if (typed.isEmpty())
        return;
    m_api.get(u"/api/users"_s, QUrlQuery{{u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(typed))}}, this,
              [this](const api::Answer &answer) {
                  if (!answer)
                      return;  // only a help; what is wrong is said when it is sent
                  QStringList logins;
                  for (const QJsonValue &user : (*answer)[u"users"].toArray())
                      logins << user[u"login"].toString();
                  m_names.setStringList(logins);
                  if (m_login->hasFocus() && !logins.contains(m_login->text().trimmed(), Qt::CaseInsensitive))
                      m_login->completer()->complete();
              });
}

void GrantSheet::nameKinds(int chosen)
{
    m_kind->setItems({tr("A course"), tr("A single lesson"), tr("A membership")});
    m_kind->show(chosen);
}

void GrantSheet::retranslate()
{
    SheetForm::retranslate();
    nameKinds(m_kind->currentIndex());
    showState();
}

void GrantSheet::showState()
{
    const int kind = m_kind->currentIndex();
    form(0)->setShown(m_course, kind != PlanKind);
    form(0)->setShown(m_lesson, kind == LessonKind);
    form(0)->setShown(m_plan, kind == PlanKind);
    m_end->setForGoodText(kind == PlanKind ? tr("As long as the plan lasts") : tr("For good"));
    m_hint->say(kind == PlanKind ? tr("The membership begins now, or goes on from its end.")
                                 : tr("It opens at once. After the last day it ends by itself; progress stays."));
    fitContent(width());
}

void GrantSheet::send()
{
    if (!m_person.isEmpty())
        return sendTo(m_person[u"userId"].toInteger());
    const QString login = m_login->text().trimmed();
    if (login.isEmpty())
        return showError(missing(u"login"_s));
    setBusy(true);
    const QUrlQuery query{{u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(login))}, {u"per_page"_s, u"100"_s}};
    m_api.get(u"/api/users"_s, query, this, [this, login](const api::Answer &answer) {
        if (!answer)
            return showError(answer.error());
        for (const QJsonValue &user : (*answer)[u"users"].toArray()) {
            if (user[u"login"].toString().compare(login, Qt::CaseInsensitive) == 0)
                return sendTo(user[u"id"].toInteger());
        }
        showError(Error::invalid(
                tr("There is nobody with this login name."), u"invalid_fields"_s,
                {{u"fields"_s, QJsonObject{{u"login"_s, tr("There is nobody with this login name.")}}}}));
    });
}

void GrantSheet::sendTo(qint64 person)
{
    const int kind = m_kind->currentIndex();
    const qint64 item = kind == PlanKind     ? chosenOf(m_items.plans(), m_plan->currentIndex())
                        : kind == LessonKind ? m_lessons.value(m_lesson->currentIndex())
                                             : chosenOf(m_items.published(), m_course->currentIndex());
    if (item == 0)
        return showError(missing(u"itemId"_s));
    QJsonObject body{{u"itemType"_s, kind == PlanKind     ? u"membership"_s
                                     : kind == LessonKind ? u"article"_s
                                                          : u"column"_s},
                     {u"itemId"_s, item}};
    if (const QJsonValue until = m_end->until(); !until.isNull())
        body.insert(u"until"_s, until);
    setBusy(true);
    m_learners.grant(person, body, this, [this](const Result<QJsonObject> &right) {
        if (!right)
            return showError(right.error());
        Q_EMIT granted(*right);
        accept();
    });
}

EndSheet::EndSheet(const QJsonObject &right, LearnerListModel &learners, QWidget *parent)
    : SheetForm([] { return tr("Change the end"); }, [] { return tr("Change"); }, 1, parent)
{
    auto *end = new EndField(this);
    end->show(right[u"validUntil"].toString());
    setIntro([right] { return u"%1 · %2"_s.arg(right[u"title"].toString(), rightTermText(right)); });
    form(0)->add([] { return tr("Until"); }, end, u"until"_s);
    auto *hint = new HintLine(this, false);
    addWide(hint);
    hint->say(tr("A day that is over ends it at once: what is playing stops at the next check. Progress stays."));
    connect(this, &SheetForm::submitted, this, [this, end, &learners, id = right[u"id"].toInteger()] {
        setBusy(true);
        learners.setUntil(id, end->until(), this, [this](const Result<QJsonObject> &done) {
            if (!done)
                return showError(done.error());
            Q_EMIT changed(*done);
            accept();
        });
    });
    end->setFocus();
}

RevokeSheet::RevokeSheet(const QJsonObject &right, const QString &person, LearnerListModel &learners, QWidget *parent)
    : SheetForm([] { return tr("Take a right back"); }, [] { return tr("Take back"); }, 1, parent)
{
    auto *reason = new QLineEdit(this);
    reason->setObjectName(u"revokeReason"_s);
    reason->setMaxLength(MaxReason);
    setIntro([what = u"%1 · %2"_s.arg(person, right[u"title"].toString())] { return what; });
    form(0)->add([] { return tr("Why, for the records (may be empty)"); }, reason, u"reason"_s);
    auto *hint = new HintLine(this);
    addWide(hint);
    const bool bought = right[u"source"] == "order"_L1;
    const bool membership = right[u"kind"] == "membership"_L1;
    QString words = tr("It ends at once: what is playing stops at the next check. Progress stays.");
    words += u' ' + (membership ? tr("The membership becomes shorter by what was given here.")
                                : tr("You can give it back later."));
    if (bought)
        words += u' ' + tr("The money stays with the school; to pay it back, refund the order.");
    hint->say(words);
    connect(this, &SheetForm::submitted, this, [this, reason, &learners, id = right[u"id"].toInteger()] {
        setBusy(true);
        learners.revoke(id, reason->text().trimmed(), this, [this](const Result<QJsonObject> &done) {
            if (!done)
                return showError(done.error());
            Q_EMIT revoked(*done);
            accept();
        });
    });
    reason->setFocus();
}

}  // namespace commerce
