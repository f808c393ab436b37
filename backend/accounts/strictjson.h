#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace accounts {

/// A JSON object in which no key stands twice, at most `maxDepth` levels deep. Qt's parser silently keeps one of two
/// equal keys, and two parsers that keep different ones can be played against each other (RFC 8725 §2.4). Thread: any
/// (pure).
std::optional<QJsonObject> parseStrict(const QByteArray &bytes, int maxDepth);

}  // namespace accounts
