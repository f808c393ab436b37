#include "models/commerce/learner/learnertext.h"

#include "models/commerce/commercetext.h"
#include "models/commerce/saledays.h"
#include "models/commerce/schoolzone.h"
#include "models/domain/clock.h"

#include <QCoreApplication>

#include <initializer_list>
#include <utility>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

struct LearnerText {
    Q_DECLARE_TR_FUNCTIONS(LearnerText)
};

using KnownWords = std::initializer_list<std::pair<const char *, const char *>>;

QString learnerWord(const QString &name, const KnownWords &known)
{
    for (const auto &[word, text] : known) {
        if (name == QLatin1String(word))
            return LearnerText::tr(text);
    }
    return name;
}

}  // namespace

QString rightStateText(const QString &state)
{
    return learnerWord(state, {{"none", QT_TRANSLATE_NOOP("LearnerText", "No right")},
                               {"active", QT_TRANSLATE_NOOP("LearnerText", "Active")},
                               {"expired", QT_TRANSLATE_NOOP("LearnerText", "Expired")},
                               {"revoked", QT_TRANSLATE_NOOP("LearnerText", "Taken back")}});
}

QString learningStateText(const QString &state)
{
    return learnerWord(state, {{"not_started", QT_TRANSLATE_NOOP("LearnerText", "Not begun")},
                               {"started", QT_TRANSLATE_NOOP("LearnerText", "Learning")},
                               {"finished", QT_TRANSLATE_NOOP("LearnerText", "Finished")}});
}

QString rightKindText(const QString &kind)
{
    return learnerWord(kind, {{"course", QT_TRANSLATE_NOOP("LearnerText", "Course")},
                              {"lesson", QT_TRANSLATE_NOOP("LearnerText", "Lesson")},
                              {"membership", QT_TRANSLATE_NOOP("LearnerText", "Membership")}});
}

QString rightSourceText(const QJsonObject &right)
{
    const QString source = right[u"source"].toString();
    if (source == "order"_L1) {
        const QString number = right[u"orderNo"].toString();
        return number.isEmpty() ? LearnerText::tr("Bought") : LearnerText::tr("Order %1").arg(number);
    }
    return source == "staff"_L1 ? LearnerText::tr("Given by staff") : source;
}

QString lastDayText(const QString &iso)
{
    const auto end = fromIso(iso);
    return end ? dayText(lastDayOf(*end, schoolZone())) : QString();
}

QString isoDayText(const QString &day)
{
    const QDate date = QDate::fromString(day, Qt::ISODate);
    return date.isValid() ? dayText(date) : QString();
}

QString rightTermText(const QJsonObject &right)
{
    const QString until = right[u"validUntil"].toString();
    const QString term =
            until.isEmpty() ? LearnerText::tr("For good") : LearnerText::tr("Until %1").arg(lastDayText(until));
    const QString revoked = right[u"revokedAt"].toString();
    return revoked.isEmpty() ? term : LearnerText::tr("%1, taken back on %2").arg(term, momentText(revoked));
}

QString importOutcomeText(const QJsonObject &line)
{
    const QString fault = line[u"fault"].toString();
    if (fault.isEmpty())
        return learnerWord(line[u"outcome"].toString(),
                           {{"granted", QT_TRANSLATE_NOOP("LearnerText", "Is given")},
                            {"extended", QT_TRANSLATE_NOOP("LearnerText", "Is prolonged")},
                            {"revoked", QT_TRANSLATE_NOOP("LearnerText", "Is taken back")},
                            {"nothing", QT_TRANSLATE_NOOP("LearnerText", "Nothing to do")}});
    return learnerWord(
            fault,
            {{"person_missing", QT_TRANSLATE_NOOP("LearnerText", "Nobody is named")},
             {"item_missing", QT_TRANSLATE_NOOP("LearnerText", "No course or membership is named")},
             {"two_items", QT_TRANSLATE_NOOP("LearnerText", "Names a course and a membership: take two lines")},
             {"bad_action", QT_TRANSLATE_NOOP("LearnerText", "The action is none of grant, extend and revoke")},
             {"bad_date", QT_TRANSLATE_NOOP("LearnerText", "This is no day: write 2026-01-31")},
             {"date_over", QT_TRANSLATE_NOOP("LearnerText", "The day is over")},
             {"date_missing", QT_TRANSLATE_NOOP("LearnerText", "A membership needs a last day")},
             {"repeated", QT_TRANSLATE_NOOP("LearnerText", "An earlier line is about the same")},
             {"unknown_person", QT_TRANSLATE_NOOP("LearnerText", "There is nobody with this login name")},
             {"unknown_course", QT_TRANSLATE_NOOP("LearnerText", "No published course is called so")},
             {"ambiguous_course", QT_TRANSLATE_NOOP("LearnerText", "Several courses are called so: write the number")},
             {"unknown_plan", QT_TRANSLATE_NOOP("LearnerText", "No membership on offer is called so")},
             {"ambiguous_plan",
              QT_TRANSLATE_NOOP("LearnerText", "Several memberships are called so: write the number")},
             {"no_right", QT_TRANSLATE_NOOP("LearnerText", "There is nothing to prolong")},
             {"not_by_hand", QT_TRANSLATE_NOOP("LearnerText", "It was bought: refund the order")}});
}

QString importFaultText(const QString &reason, int line)
{
    const QString words = learnerWord(
            reason,
            {{"too_large", QT_TRANSLATE_NOOP("LearnerText", "The file is larger than 512 KB. Split it.")},
             {"too_many_rows", QT_TRANSLATE_NOOP("LearnerText", "The file has more than 2,000 lines. Split it.")},
             {"too_many_columns", QT_TRANSLATE_NOOP("LearnerText", "A line has more than 64 columns.")},
             {"not_text", QT_TRANSLATE_NOOP("LearnerText", "This is no table. Save it as CSV.")},
             {"empty_file", QT_TRANSLATE_NOOP("LearnerText", "The file is empty.")},
             {"open_quote", QT_TRANSLATE_NOOP("LearnerText", "A quotation mark is never closed.")},
             {"text_after_quote",
              QT_TRANSLATE_NOOP("LearnerText", "Something stands behind a closing quotation mark.")},
             {"cell_too_long", QT_TRANSLATE_NOOP("LearnerText", "A cell is too long.")},
             {"columns_missing",
              QT_TRANSLATE_NOOP("LearnerText",
                                "The first line has to name the columns “person” and “course” or “plan”.")},
             {"no_rows", QT_TRANSLATE_NOOP("LearnerText", "The file has nothing but the names of its columns.")}});
    if (words == reason)
        return {};
    return line > 0 ? LearnerText::tr("Line %1: %2").arg(line).arg(words) : words;
}

}  // namespace commerce
