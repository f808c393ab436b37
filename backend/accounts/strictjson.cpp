#include "backend/accounts/strictjson.h"

#include "models/domain/json.h"

#include <QJsonDocument>
#include <QSet>

#include <vector>

namespace accounts {

namespace {

// The text of a key as its reader sees it: "s\u0075b" is "sub".
QString unescaped(const QByteArray &quoted)
{
    return QJsonDocument::fromJson('[' + quoted + ']').array().at(0).toString();
}

// Of a document that is known to be well-formed.
bool hasDuplicateKeys(const QByteArray &bytes)
{
    struct Level {
        bool isObject;
        bool atKey;
        QSet<QString> keys;
    };
    std::vector<Level> levels;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '{' || c == '[') {
            levels.push_back({c == '{', c == '{', {}});
        } else if (c == '}' || c == ']') {
            levels.pop_back();
        } else if (c == ',') {
            levels.back().atKey = levels.back().isObject;
        } else if (c == ':') {
            levels.back().atKey = false;
        } else if (c == '"') {
            const qsizetype start = i;
            while (bytes[++i] != '"') {
                if (bytes[i] == '\\')
                    ++i;
            }
            if (!levels.back().atKey)
                continue;
            const QString key = unescaped(bytes.mid(start, i - start + 1));
            if (levels.back().keys.contains(key))
                return true;
            levels.back().keys.insert(key);
        }
    }
    return false;
}

}  // namespace

std::optional<QJsonObject> parseStrict(const QByteArray &bytes, int maxDepth)
{
    auto object = json::parseObject(bytes, maxDepth);
    if (!object || hasDuplicateKeys(bytes))
        return std::nullopt;
    return std::move(*object);
}

}  // namespace accounts
