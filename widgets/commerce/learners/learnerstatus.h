#pragma once

#include "widgets/common/controls/statuschip.h"

class QJsonObject;

namespace commerce {

/// The colour and shape of a right's state: of a right ("state"), or of a learner in all or in a course ("right").
ui::Status rightStatus(const QJsonObject &row);
/// Of a line of a file of rights.
ui::Status importStatus(const QJsonObject &line);

}  // namespace commerce
