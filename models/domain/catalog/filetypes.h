#pragma once

#include <QString>

namespace catalog {

/// What a dropped file may become, judged by its extension alone; whether the bytes keep the promise is media's
/// question.
enum class FileType { Video, Audio, Subtitle, Picture, Document, Other };

FileType fileTypeOf(const QString &fileName);

}  // namespace catalog
