#include "models/domain/commerce/access.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

struct AccessSentence {
    QLatin1String key;
    const char16_t *zh;
    const char16_t *en;
};

// %1: the last day that counts, or the seconds of a trial.
constexpr AccessSentence AccessSentences[] = {
        {QLatin1String("allowed_by_preview"), u"作者或管理员可预览",
         u"Allowed: preview by its author or an administrator"},
        {QLatin1String("not_the_author"), u"不是作者或管理员", u"Neither its author nor an administrator"},
        {QLatin1String("published"), u"已发布", u"Published"},
        {QLatin1String("not_published"), u"未发布", u"Denied: not published"},
        {QLatin1String("allowed_free"), u"免费", u"Allowed: free"},
        {QLatin1String("has_a_price"), u"非免费", u"Not free"},
        {QLatin1String("allowed_by_enrolment"), u"已购课程，长期有效", u"Allowed by enrolment"},
        {QLatin1String("allowed_by_enrolment_until"), u"已购课程，有效至 %1", u"Allowed by enrolment until %1"},
        {QLatin1String("not_enrolled"), u"未加入课程", u"Not enrolled"},
        {QLatin1String("enrolment_ended"), u"课程权限已于 %1 到期", u"The enrolment ended on %1"},
        {QLatin1String("enrolment_not_begun"), u"课程权限尚未生效", u"The enrolment has not begun"},
        {QLatin1String("enrolment_not_paid"), u"仅加入学习，未购买", u"Enrolled, but not bought"},
        {QLatin1String("allowed_by_purchase"), u"已购本课时，长期有效", u"Allowed: the lesson was bought"},
        {QLatin1String("allowed_by_purchase_until"), u"已购本课时，有效至 %1",
         u"Allowed: the lesson was bought, until %1"},
        {QLatin1String("not_bought"), u"未单独购买本课时", u"The lesson was not bought by itself"},
        {QLatin1String("allowed_by_membership"), u"会员可看", u"Allowed by membership"},
        {QLatin1String("allowed_by_membership_until"), u"会员可看，有效至 %1", u"Allowed by membership until %1"},
        {QLatin1String("not_in_membership"), u"会员不含本课程", u"The membership does not include the course"},
        {QLatin1String("no_member"), u"不是会员", u"No member"},
        {QLatin1String("membership_ended"), u"会员已于 %1 到期", u"The membership ended on %1"},
        {QLatin1String("allowed_trial"), u"可试看 %1 秒", u"Allowed: trial of %1 seconds"},
        {QLatin1String("denied_enrolment_ended"), u"课程权限已于 %1 到期，请续购",
         u"Denied: the enrolment ended on %1"},
        {QLatin1String("denied_membership_ended"), u"会员已于 %1 到期，请续费", u"Denied: the membership ended on %1"},
        {QLatin1String("denied_login"), u"请先登录", u"Denied: sign in first"},
        {QLatin1String("denied_buy"), u"需要购买", u"Denied: it has to be bought"},
        {QLatin1String("locked"), u"请先学完上一章", u"Denied: the chapter before comes first"},
        {QLatin1String("locked_login"), u"章节锁定，请先登录", u"Denied: the chapter is locked, sign in first"},
        {QLatin1String("unlocked"), u"上一章已学完", u"The chapter before is complete"},
};

QString particulars(const AccessStep &step, const learning::SchoolCalendar &calendar)
{
    if (step.seconds)
        return QString::number(*step.seconds);
    // The end itself is outside: what ends at midnight was good for the day before.
    return step.until ? learning::SchoolCalendar::isoDate(calendar.dayOf(*step.until - 1)) : QString();
}

}  // namespace

QString accessRuleName(AccessRule rule)
{
    switch (rule) {
    case AccessRule::Preview: return u"preview"_s;
    case AccessRule::Published: return u"published"_s;
    case AccessRule::Free: return u"free"_s;
    case AccessRule::Enrolment: return u"enrolment"_s;
    case AccessRule::Purchase: return u"purchase"_s;
    case AccessRule::Membership: return u"membership"_s;
    case AccessRule::Trial: return u"trial"_s;
    case AccessRule::Chapter: return u"chapter"_s;
    }
    return {};
}

Words accessWords(const AccessStep &step, const learning::SchoolCalendar &calendar)
{
    const auto it = std::find_if(std::begin(AccessSentences), std::end(AccessSentences),
                                 [&](const AccessSentence &sentence) { return sentence.key == step.sentence; });
    if (it == std::end(AccessSentences))
        return {};
    const QString what = particulars(step, calendar);
    const auto filled = [&](const char16_t *text) { return QString::fromUtf16(text).replace(u"%1"_s, what); };
    return {filled(it->zh), filled(it->en)};
}

QJsonObject Access::toJson() const
{
    QJsonObject object{{u"allowed"_s, allowed}, {u"reason"_s, accessReasonName(reason)}};
    if (trialSeconds)
        object.insert(u"trial_seconds"_s, *trialSeconds);
    if (until)
        object.insert(u"until"_s, toIso(*until));
    return object;
}

QJsonArray Access::traceJson(Language language, const learning::SchoolCalendar &calendar) const
{
    QJsonArray list;
    for (const AccessStep &step : trace) {
        QJsonObject object{{u"rule"_s, accessRuleName(step.rule)},
                           {u"sentence"_s, QString(step.sentence)},
                           {u"text"_s, accessWords(step, calendar).in(language)}};
        if (step.granted)
            object.insert(u"granted"_s, *step.granted);
        if (step.until)
            object.insert(u"until"_s, toIso(*step.until));
        list.append(object);
    }
    return list;
}

}  // namespace commerce
