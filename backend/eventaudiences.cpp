#include "backend/eventaudiences.h"

using namespace Qt::StringLiterals;

const events::Audiences &eventAudiences()
{
    using events::Audience;
    static const events::Audiences audiences{
            {u"accounts.user"_s, Audience::Person},          // the account itself
            {u"media.asset"_s, Audience::Person},            // its owner
            {u"jobs.job"_s, Audience::Person},               // who ordered it
            {u"catalog.course"_s, Audience::Person},         // its owner
            {u"catalog.category"_s, Audience::Instructors},  // everybody's courses are filed under them
            {u"catalog.tag"_s, Audience::Instructors},       // the same
            {u"commerce.enrolment"_s, Audience::Person},     // who is enrolled
            {u"commerce.order"_s, Audience::Person},         // who buys, and whose course it is
            {u"commerce.right"_s, Audience::Person},         // whose rights have changed
            {u"commerce.coupon"_s, Audience::Administrators},
            {u"commerce.reconciliation"_s, Audience::Administrators},
            {u"commerce.plan"_s, Audience::Administrators},
            {u"commerce.channel"_s, Audience::Administrators},
            {u"learning.progress"_s, Audience::Person},  // the course's owner
    };
    return audiences;
}
