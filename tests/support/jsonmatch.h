#pragma once

#include <QJsonValue>
#include <QString>

/// Compares an answer with the part of it that a test expects.
/// Objects: every expected key must match. Lists: same length, element by element, unless the last expected one is
/// "...". Texts in angle brackets are classes: <any> <int> <number> <string> <time> <uid> <id> <absent> <re:REGEX>.
/// Answers an empty text, or where and how they differ.
QString jsonDifference(const QJsonValue &expected, const QJsonValue &actual,
                       const QString &where = QStringLiteral("$"));

/// The value at a path such as "data.chapters[0].id"; undefined when there is none.
QJsonValue jsonAt(const QJsonValue &root, const QString &path);
