#include "models/domain/accounts/credentials.h"

#include "models/domain/accounts/phonenumber.h"
#include "models/domain/text.h"

#include <QRegularExpression>

namespace accounts {

namespace {

constexpr int MinPassword = 8;    // characters
constexpr int MaxPassword = 256;  // bytes

Error weak(const char *reason, const QString &message)
{
    return Error::invalid(message, QStringLiteral("weak_password"),
                          {{QStringLiteral("reason"), QString::fromLatin1(reason)}});
}

// "12345678", "87654321", "abcdefgh": every character follows the one before by the same step of -1, 0 or 1.
bool isRun(const QList<uint> &text)
{
    const qint64 step = qint64(text[1]) - qint64(text[0]);
    if (step < -1 || step > 1)
        return false;
    for (qsizetype i = 2; i < text.size(); ++i) {
        if (qint64(text[i]) - qint64(text[i - 1]) != step)
            return false;
    }
    return true;
}

// "abcabcabc": a piece of at most four characters, again and again.
bool isRepetition(const QList<uint> &text)
{
    for (qsizetype piece = 1; piece <= 4 && piece * 2 <= text.size(); ++piece) {
        bool same = true;
        for (qsizetype i = piece; i < text.size() && same; ++i)
            same = text[i] == text[i - piece];
        if (same)
            return true;
    }
    return false;
}

}  // namespace

Result<Login> parseLogin(const QString &typed)
{
    static const QRegularExpression separators(QStringLiteral("[ \\-()]"));
    static const QRegularExpression digits(QStringLiteral("^\\+?[0-9]{6,15}$"));
    static const QRegularExpression email(
            QStringLiteral("^[^@\\s\\x00-\\x1f]+@[^@\\s\\x00-\\x1f.]+(\\.[^@\\s\\x00-\\x1f.]+)+$"));
    static const QRegularExpression name(QStringLiteral("^[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_.\\-]*$"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    const auto refused = [] {
        return Error::invalid(
                QStringLiteral("A login is a phone number, an e-mail address, or a name of 3 to 64 letters, "
                               "digits and _ . -"),
                QStringLiteral("invalid_login"));
    };
    if (typed.size() > 200)
        return refused();
    const QString text = typed.normalized(QString::NormalizationForm_KC).trimmed().toLower();
    if (text.size() < 3 || text.size() > 64 || !text::lineFault(text).isEmpty())
        return refused();
    const QString plain = QString(text).remove(separators);
    const bool isDigits = digits.match(plain).hasMatch();
    if (const auto number = phoneNumber(text))
        return Login{*number, LoginKind::Phone, isDigits ? plain : text};
    if (isDigits)
        return Login{plain, LoginKind::Name, plain};
    if (email.match(text).hasMatch())
        return Login{text, LoginKind::Email, text};
    if (name.match(text).hasMatch())
        return Login{text, LoginKind::Name, text};
    return refused();
}

QByteArray passwordBytes(const QString &typed)
{
    return typed.normalized(QString::NormalizationForm_C).toUtf8();
}

Result<void> checkPassword(const QString &typed, const QString &login, const QSet<QString> &common)
{
    if (typed.size() > MaxPassword || passwordBytes(typed).size() > MaxPassword)
        return weak("too_long", QStringLiteral("A password has at most %1 bytes.").arg(MaxPassword));
    if (const QString wrong = text::fault(typed); !wrong.isEmpty())
        return weak("malformed", QStringLiteral("A password %1.").arg(wrong));
    const QString text = typed.normalized(QString::NormalizationForm_C);
    const QList<uint> characters = text.toUcs4();
    if (characters.size() < MinPassword)
        return weak("too_short", QStringLiteral("A password has at least %1 characters.").arg(MinPassword));
    const QString lower = text.toLower();
    if (lower == login)
        return weak("same_as_login", QStringLiteral("The password must not be the login."));
    if (isRun(characters) || isRepetition(characters))
        return weak("too_simple", QStringLiteral("This password is a simple run or repetition."));
    if (common.contains(lower))
        return weak("too_common", QStringLiteral("This password is one of the first that anybody tries."));
    return {};
}

}  // namespace accounts
