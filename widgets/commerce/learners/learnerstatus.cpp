#include "widgets/commerce/learners/learnerstatus.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace commerce {

ui::Status rightStatus(const QJsonObject &row)
{
    const QString state = row[row.contains(u"state") ? u"state"_s : u"right"_s].toString();
    if (state == "active"_L1)
        return ui::Status::Success;
    if (state == "expired"_L1)
        return ui::Status::Warning;
    return state == "revoked"_L1 ? ui::Status::Danger : ui::Status::Neutral;
}

ui::Status importStatus(const QJsonObject &line)
{
    const QString outcome = line[u"outcome"].toString();
    if (outcome == "failed"_L1)
        return ui::Status::Danger;
    if (outcome == "revoked"_L1)
        return ui::Status::Warning;
    return outcome == "nothing"_L1 ? ui::Status::Neutral : ui::Status::Success;
}

}  // namespace commerce
