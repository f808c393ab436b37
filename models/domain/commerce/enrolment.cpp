#include "models/domain/commerce/enrolment.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

const QStringList &names()
{
    static const QStringList list{u"free"_s, u"paid"_s, u"trial"_s};
    return list;
}

}  // namespace

QString enrolmentTypeName(EnrolmentType type)
{
    return names().at(int(type));
}

std::optional<EnrolmentType> enrolmentTypeFromName(const QString &name)
{
    const qsizetype i = names().indexOf(name);
    if (i < 0)
        return std::nullopt;
    return EnrolmentType(i);
}

}  // namespace commerce
