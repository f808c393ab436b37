#include "models/domain/catalog/naturalorder.h"

#include "models/domain/catalog/filetypes.h"

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

// The value of one Chinese digit, -1 for another character.
int chineseDigit(QChar c)
{
    static const QString digits = u"零一二三四五六七八九"_s;
    static const QString bankers = u"〇壹贰叁肆伍陆柒捌玖"_s;
    static const QString traditional = u"○壹貳參肆伍陸柒捌玖"_s;
    if (c == u'两' || c == u'兩')
        return 2;
    for (const QString *row : {&digits, &bankers, &traditional}) {
        if (const qsizetype i = row->indexOf(c); i >= 0)
            return int(i);
    }
    return -1;
}

// The value of a unit character, 0 for another one.
qint64 chineseUnit(QChar c)
{
    switch (c.unicode()) {
    case u'十':
    case u'拾': return 10;
    case u'百':
    case u'佰': return 100;
    case u'千':
    case u'仟': return 1000;
    case u'万':
    case u'萬': return 10'000;
    case u'亿':
    case u'億': return 100'000'000;
    default: return 0;
    }
}

bool isChineseNumeralCharacter(QChar c)
{
    return chineseDigit(c) >= 0 || chineseUnit(c) > 0 || c == u'廿' || c == u'卅';
}

// A number as its digits without leading zeros: no run is too long to compare.
struct Token {
    bool number = false;
    QString text;

    int compare(const Token &other) const
    {
        if (number != other.number)
            return number ? -1 : 1;
        if (number && text.size() != other.text.size())
            return text.size() < other.text.size() ? -1 : 1;
        return text.compare(other.text);
    }
};
using Tokens = std::vector<Token>;

Token numberToken(const QString &digits)
{
    qsizetype zeros = 0;
    while (zeros < digits.size() && digits.at(zeros) == u'0')
        ++zeros;
    return {true, digits.mid(zeros)};
}

// Compatibility forms become plain ones (２ → 2, ② → 2, ﬁ → fi, decomposed é → é). Roman numeral characters are
// numbers, but would become the letters "II": they are replaced first.
QString plain(const QString &name)
{
    QString text;
    text.reserve(name.size());
    for (const QChar c : name) {
        const char16_t u = c.unicode();
        if (u >= 0x2160 && u <= 0x216B)
            text += u' ' + QString::number(u - 0x2160 + 1) + u' ';
        else if (u >= 0x2170 && u <= 0x217B)
            text += u' ' + QString::number(u - 0x2170 + 1) + u' ';
        else
            text += c;
    }
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

bool separates(QChar c)
{
    return !c.isLetterOrNumber() && !c.isSurrogate() && !c.isMark();
}

// 甲, 乙篇, 丙组: the heavenly stems count things as A, B, C do. Only where they stand alone or with a counting word: 乙醇
// and 丁香 are words. 0: none.
int stemOf(QStringView word)
{
    static const QString stems = u"甲乙丙丁戊己庚辛壬癸"_s;
    static const QString counted = u"篇集部册冊节節卷章讲講课課组組级級班"_s;
    const bool alone = word.size() == 1 || (word.size() == 2 && counted.contains(word.back()));
    return alone ? int(stems.indexOf(word.front())) + 1 : 0;
}

// 讲座上, 讲座（中）, 下篇: the parts of a thing in two or three pieces. Code points alone would say 上 < 下 < 中.
void appendWord(Tokens &tokens, QString word)
{
    static const QString parts = u"上中下"_s;
    static const QString pieces = u"篇集部册冊半节節卷"_s;
    if (const int stem = stemOf(word)) {
        tokens.push_back({true, QString::number(stem)});
        return;
    }
    QStringView head = word;
    if (head.size() >= 2 && pieces.contains(head.back()) && parts.contains(head.at(head.size() - 2)))
        head.chop(1);
    const qsizetype part = parts.indexOf(head.back());
    if (part < 0) {
        tokens.push_back({false, std::move(word)});
        return;
    }
    if (head.size() > 1)
        tokens.push_back({false, head.chopped(1).toString()});
    tokens.push_back({true, QString::number(part + 1)});
}

Tokens tokensOf(const QString &name)
{
    Tokens tokens;
    const QString text = plain(name);
    const qsizetype size = text.size();
    QString word;
    const auto endName = [&] {
        if (!word.isEmpty())
            appendWord(tokens, std::exchange(word, {}));
    };
    for (qsizetype i = 0; i < size;) {
        if (text.at(i).isDigit()) {
            if (!word.isEmpty())  // 第 in 第2讲 is no part of anything: keep it whole
                tokens.push_back({false, std::exchange(word, {})});
            QString digits;
            for (; i < size && text.at(i).isDigit(); ++i)
                digits += QChar(u'0' + text.at(i).digitValue());
            tokens.push_back(numberToken(digits));
            continue;
        }
        qsizetype end = i;
        while (end < size && isChineseNumeralCharacter(text.at(end)))
            ++end;
        const qint64 value = end > i ? chineseNumeral(QStringView(text).mid(i, end - i)) : -1;
        if (value >= 0) {
            if (!word.isEmpty())
                tokens.push_back({false, std::exchange(word, {})});
            tokens.push_back(numberToken(QString::number(value)));
            i = end;
            continue;
        }
        for (const qsizetype stop = std::max(end, i + 1); i < stop; ++i) {
            if (separates(text.at(i)))
                endName();
            else
                word += text.at(i);
        }
    }
    endName();
    return tokens;
}

int compareTokens(const Tokens &a, const Tokens &b)
{
    const size_t shared = std::min(a.size(), b.size());
    for (size_t i = 0; i < shared; ++i) {
        if (const int c = a[i].compare(b[i]))
            return c;
    }
    return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

}  // namespace

qint64 chineseNumeral(QStringView text)
{
    if (text.isEmpty() || text.size() > 24)
        return -1;
    bool hasUnit = false;
    bool hasDigit = false;
    for (const QChar c : text) {
        if (!isChineseNumeralCharacter(c))
            return -1;
        hasUnit = hasUnit || chineseUnit(c) > 0 || c == u'廿' || c == u'卅';
        hasDigit = hasDigit || chineseDigit(c) >= 0 || chineseUnit(c) == 10 || c == u'廿' || c == u'卅';
    }
    if (!hasDigit)  // 百 and 千万 alone are words (百度, 千万别)
        return -1;
    constexpr qint64 limit = 10'000'000'000'000'000;
    if (!hasUnit) {  // 二〇二六: digits one by one
        qint64 value = 0;
        for (const QChar c : text) {
            value = value * 10 + chineseDigit(c);
            if (value > limit)
                return -1;
        }
        return value;
    }
    qint64 total = 0;    // finished 万 and 亿
    qint64 section = 0;  // below 万
    qint64 digit = -1;
    for (const QChar c : text) {
        const qint64 unit = c == u'廿' || c == u'卅' ? 10 : chineseUnit(c);
        if (unit == 0) {
            digit = std::max<qint64>(digit, 0) * (digit > 0 ? 10 : 1) + chineseDigit(c);
        } else if (unit >= 10'000) {
            section += std::max<qint64>(digit, 0);
            total = unit == 100'000'000 ? (total + section) * unit : total + section * unit;
            section = 0;
            digit = -1;
        } else {
            const qint64 times = c == u'廿' ? 2 : c == u'卅' ? 3 : digit < 0 ? 1 : digit;
            section += times * unit;
            digit = -1;
        }
        if (total > limit || section > limit || digit > limit)
            return -1;
    }
    return total + section + std::max<qint64>(digit, 0);
}

QString fileStem(const QString &fileName)
{
    const qsizetype dot = fileName.lastIndexOf(u'.');
    if (dot <= 0 || fileTypeOf(fileName) == FileType::Other)
        return fileName;
    return fileName.left(dot);
}

int compareNatural(const QString &a, const QString &b)
{
    if (const int c = compareTokens(tokensOf(fileStem(a)), tokensOf(fileStem(b))))
        return c;
    return a.compare(b);
}

int compareNaturalPaths(const QString &a, const QString &b)
{
    const QStringList left = a.split(u'/', Qt::SkipEmptyParts);
    const QStringList right = b.split(u'/', Qt::SkipEmptyParts);
    const qsizetype shared = std::min(left.size(), right.size());
    for (qsizetype i = 0; i < shared; ++i) {
        const bool leftIsFile = i == left.size() - 1;
        const bool rightIsFile = i == right.size() - 1;
        if (leftIsFile != rightIsFile)
            return leftIsFile ? -1 : 1;
        if (const int c = compareNatural(left.at(i), right.at(i)))
            return c;
    }
    return left.size() == right.size() ? a.compare(b) : (left.size() < right.size() ? -1 : 1);
}

QStringList sortedNaturally(QStringList names)
{
    std::vector<std::pair<Tokens, QString>> keyed;
    keyed.reserve(size_t(names.size()));
    for (QString &name : names)
        keyed.emplace_back(tokensOf(fileStem(name)), std::move(name));
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto &a, const auto &b) {
        const int c = compareTokens(a.first, b.first);
        return c ? c < 0 : a.second < b.second;
    });
    names.clear();
    for (auto &entry : keyed)
        names.append(std::move(entry.second));
    return names;
}

}  // namespace catalog
