#include "models/domain/commerce/membership/plan.h"

using namespace Qt::StringLiterals;

namespace commerce {

QString benefitName(Benefit benefit)
{
    return benefit == Benefit::Free ? u"free"_s : u"percent"_s;
}

QJsonObject MembershipPlan::toJson() const
{
    QJsonObject object{{u"name"_s, name},
                       {u"months"_s, months},
                       {u"price"_s, price},
                       {u"scope"_s, scope.toJson()},
                       {u"benefit"_s, benefitName(benefit)}};
    if (benefit == Benefit::Percent)
        object.insert(u"percentOff"_s, percentOff);
    return object;
}

Result<MembershipPlan> membershipPlanOf(const QJsonObject &body)
{
    json::Reader in(body);
    MembershipPlan plan;
    plan.name = in.line("name", 1, MembershipPlan::MaxName);
    plan.months = int(in.integer("months", 1, MembershipPlan::MaxMonths));
    plan.price = in.integer("price", 0, MaxPrice);
    plan.scope = readScope(in, "scope");
    plan.benefit = Benefit(in.oneOf("benefit", {benefitName(Benefit::Free), benefitName(Benefit::Percent)}));
    if (plan.benefit == Benefit::Percent)
        plan.percentOff = int(in.integer("percentOff", 1, 99));
    else if (in.has("percentOff") &&
             body[u"benefit"] == benefitName(Benefit::Free))  // else it is the word that is wrong
        in.fault("percentOff", u"is only for the benefit 'percent'"_s);
    if (!in.ok())
        return in.error();
    return plan;
}

}  // namespace commerce
