#pragma once

#include "backend/catalog/course/courseservice.h"
#include "backend/http/message/request.h"

namespace catalog {

/// A course body as an edit; fields that are absent stay as they are. Pure, as is the other. `isNew`: the title must be
/// there. InvalidArgument "invalid_fields" names every fault.
Result<CourseEdit> courseEditOf(const QJsonObject &body, bool isNew);

/// The query of a course list. InvalidArgument "invalid_parameter" with {parameter}.
Result<CourseListRequest> courseListOf(const http::Request &request, const http::Page &page);

}  // namespace catalog
