#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

/// Sentences of commerce that the server itself says (why a coupon was refused, what a price line is): both languages at
/// once, because a receipt outlives the session that asked. Thread: any (values).
namespace commerce {

enum class Language { Chinese, English };

struct Words {
    QString zh, en;

    const QString &in(Language language) const { return language == Language::Chinese ? zh : en; }
    bool operator==(const Words &) const = default;
};

/// `count` bytes that can't be foretold (accounts::randomBytes on the server, a seeded generator in tests). Rules that
/// make codes and numbers take it as an argument, as they take the time.
using RandomBytes = std::function<QByteArray(int count)>;

}  // namespace commerce
