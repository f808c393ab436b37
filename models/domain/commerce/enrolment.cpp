#include "models/domain/commerce/enrolment.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

const QStringList &words()
{
    static const QStringList list{u"free"_s, u"paid"_s, u"trial"_s};
    return list;
}

}  // namespace

QString enrolmentTypeName(EnrolmentType type)
{
    return words().at(int(type));
}

std::optional<EnrolmentType> enrolmentTypeFromName(const QString &word)
{
    const qsizetype i = words().indexOf(word);
    if (i < 0)
        return std::nullopt;
    return EnrolmentType(i);
}

}  // namespace commerce
