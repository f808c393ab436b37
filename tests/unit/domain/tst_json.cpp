#include "models/domain/json.h"

#include <QJsonDocument>
#include <QTest>

#include <functional>
#include <random>

/// JSON from outside: what is let through, and what is said of the rest.
class JsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void jsonDeeperThanTheLimitIsRefused();
    void jsonOfTooManyValuesIsRefused();
    void whatIsNoJsonIsRefused_data();
    void whatIsNoJsonIsRefused();
    void mutilatedJsonIsCountedAsQtReadsIt();
    void aKeyStandsOnce_data();
    void aKeyStandsOnce();
    void aBodyNamesEveryFault();
};

void JsonTest::jsonDeeperThanTheLimitIsRefused()
{
    const QByteArray fits = "{\"a\":" + QByteArray(31, '[') + QByteArray(31, ']') + "}";
    const QByteArray deep = "{\"a\":" + QByteArray(32, '[') + QByteArray(32, ']') + "}";
    QVERIFY(json::parseObject(fits).ok());
    QCOMPARE(json::parseObject(deep).error().reason, QStringLiteral("invalid_json"));
    QVERIFY(json::parseObject("{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[\"}").ok());
    QVERIFY(!json::parseObject("").ok());
    QVERIFY(!json::parseObject("[]").ok());
    QVERIFY(!json::parseObject("{\"a\":\"\xff\xfe\"}").ok());
}

void JsonTest::jsonOfTooManyValuesIsRefused()
{
    const json::Limits limits{.values = 10};
    QVERIFY(json::parseStrict(R"({"a":[1,true,null,"x",{},[]],"b":-1.5e3})", limits).ok());  // 9 of them
    const auto refused = json::parseStrict(R"({"a":[1,true,null,"x",{},[]],"b":-1.5e3,"c":[0]})", limits);
    QCOMPARE(refused.error().reason, QStringLiteral("too_many_values"));
    QVERIFY(refused.error().code == ErrorCode::TooLarge);
    QVERIFY(json::parseStrict(R"({"a":",,,,,,,,,,,,{[{[\",\""})", limits).ok());  // a text is one, whatever is in it
    // Refused while it is read: the rest isn't even JSON.
    QByteArray bomb = "{\"chapters\":[";
    while (bomb.size() < 8'000'000)
        bomb += "{},";
    QCOMPARE(json::parseStrict(bomb).error().reason, QStringLiteral("too_many_values"));
}

void JsonTest::whatIsNoJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("fine");
    const auto row = [](const char *name, const QByteArray &text, bool fine) { QTest::newRow(name) << text << fine; };
    row("half of a pair, escaped", R"({"a":"\ud83d"})", true);  // JSON.stringify writes it so
    row("NUL, escaped", R"({"a":"\u0000","\u0000":1})", true);
    row("byte order mark", "\xef\xbb\xbf{\"a\":1}", true);
    row("minus nothing", R"({"a":-0})", true);
    row("a number of thirty digits", R"({"a":123456789012345678901234567890})", true);
    row("white space behind it", "{\"a\":1} \r\n\t", true);
    row("delete", "{\"a\":\"\x7f\"}", true);
    row("a number beyond doubles", R"({"a":1e400})", false);
    row("a number below doubles", R"({"a":1e-400})", false);
    row("nothing in front", R"({"a":01})", false);
    row("plus", R"({"a":+1})", false);
    row("not a number", R"({"a":NaN})", false);
    row("half a word", R"({"a":tru})", false);
    row("half an escape", R"({"a":"\u12g4"})", false);
    row("half a key", R"({"\ud83d":1})", false);
    row("line break in a text", "{\"a\":\"x\ny\"}", false);
    row("tab in a key", "{\"a\tb\":1}", false);
    row("NUL in a text", QByteArray("{\"a\":\"\0\"}", 9), false);
    row("NUL behind it", QByteArray("{\"a\":1}\0", 8), false);
    row("half a UTF-8 character", "{\"a\":\"\xe6\x89\"}", false);
    row("UTF-8 longer than it need be", "{\"a\":\"\xc0\x80\"}", false);
    row("half of a pair in UTF-8", "{\"a\":\"\xed\xa0\x80\"}", false);
    row("something behind it", R"({"a":1} x)", false);
    row("another object behind it", R"({"a":1}{"a":1})", false);
    row("comma behind the last", R"({"a":[1,]})", false);
    row("another bracket", R"({"a":[1}})", false);
    row("text behind a text", R"({"a":"b" "c"})", false);
    row("colon behind a value", R"({"a":"b":"c"})", false);
    row("no value", R"({"a":})", false);
    row("only white space", "  ", false);
    row("a number alone", "7", false);
}

void JsonTest::whatIsNoJsonIsRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, fine);
    const auto strict = json::parseStrict(text);
    QCOMPARE(strict.ok(), fine);
    if (!fine)
        QCOMPARE(strict.error().reason, QStringLiteral("invalid_json"));
}

/// The scan and Qt's parser see the same values: of a text that Qt reads, exactly as many as are in its tree.
void JsonTest::mutilatedJsonIsCountedAsQtReadsIt()
{
    const std::function<qint64(const QJsonValue &)> count = [&count](const QJsonValue &value) {
        qint64 n = 1;
        const QJsonArray items = value.toArray();
        for (const QJsonValue &item : items)
            n += count(item);
        const QJsonObject members = value.toObject();
        for (const QJsonValue &member : members)
            n += count(member);
        return n;
    };
    const QByteArray whole =
            R"({"a":[1,-2.5e3,true,null,"x\"y",{"b":{},"\u0063":[[]]}],"d":"\ud83d\ude00","e":{"a":0}})";
    const QByteArray letters = "{}[]\",:.-+e0123tfn \\u\n\x01\xc3"
                               "ab";
    std::mt19937 random(22);
    int read = 0;
    for (int round = 0; round < 60'000; ++round) {
        QByteArray text = whole;
        for (int edits = 1 + int(random() % 3); edits > 0; --edits) {
            const qsizetype at = qsizetype(random() % quint32(text.size()));
            const char letter = letters.at(qsizetype(random() % quint32(letters.size())));
            switch (random() % 4) {
            case 0: text.insert(at, letter); break;
            case 1: text.remove(at, 1 + qsizetype(random() % 3)); break;
            case 2: text[at] = letter; break;
            default: text = text.left(at) + text.mid(qsizetype(random() % quint32(text.size()))); break;
            }
            if (text.isEmpty())
                text = "{";
        }
        const QJsonDocument tree = QJsonDocument::fromJson(text);
        const auto strict = json::parseStrict(text);
        QVERIFY2(!strict || tree.object() == *strict, text.constData());
        if (!strict)
            continue;
        ++read;
        const qint64 values = count(tree.object());
        QVERIFY2(json::parseStrict(text, {.values = values}).ok(), text.constData());
        QVERIFY2(!json::parseStrict(text, {.values = values - 1}).ok(), text.constData());
    }
    QVERIFY2(read > 1000, "hardly any text was read: this compared nothing");
}

void JsonTest::aKeyStandsOnce_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("fine");
    const auto row = [](const char *name, const char *text, bool fine) {
        QTest::newRow(name) << QByteArray(text) << fine;
    };
    row("other objects", R"({"a":{"x":1},"b":{"x":2},"c":["x","x"]})", true);
    row("after an inner object", R"({"a":{"b":1},"b":2})", true);
    row("text that looks like it", R"({"a":"a","b":"{\"a\":1,\"a\":2}"})", true);
    row("value like a key", R"({"a":"b","b":"a"})", true);
    row("other case", R"({"a":1,"A":2})", true);
    row("escapes that differ", R"({"\u0061":1,"\u0062":2,"\n":3,"n":4,"\\":5})", true);
    row("at the top", R"({"a":1,"a":2})", false);
    row("equal values", R"({"a":1,"a":1})", false);
    row("empty", R"({"":1,"":2})", false);
    row("deep", R"({"x":[{"y":{"a":1,"b":[{}],"a":2}}]})", false);
    row("around an inner object", R"({"a":{"a":1},"b":{},"a":2})", false);
    row("escaped", R"({"a":1,"\u0061":2})", false);
    row("escaped as a pair", R"({"😀":1,"\ud83d\ude00":2})", false);
    row("solidus", R"({"a/b":1,"a\/b":2})", false);
    row("with space", "{ \"a\" : 1 ,\n \"a\" : 2 }", false);
    QByteArray many = "{";
    for (int i = 0; i < 5000; ++i)
        many += "\"key" + QByteArray::number(i) + "\":0,";
    row("many", (many + "\"last\":0}").constData(), true);
    row("many, and one twice", (many + "\"key77\":0}").constData(), false);
}

void JsonTest::aKeyStandsOnce()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, fine);
    const auto strict = json::parseStrict(text);
    QCOMPARE(strict.ok(), fine);
    if (!fine)
        QCOMPARE(strict.error().reason, QStringLiteral("duplicate_key"));
    QVERIFY(json::parseObject(text).ok());  // what we wrote ourselves is not asked
    for (qsizetype i = 0; i < qMin<qsizetype>(text.size(), 100); ++i)
        (void)json::parseStrict(text.left(i));  // cut anywhere: an answer, no harm
}

void JsonTest::aBodyNamesEveryFault()
{
    json::Reader in({{QStringLiteral("title"), 7}, {QStringLiteral("price"), 1.5}});
    in.text("title", 1, 10);
    in.integer("price", 0, 100);
    in.oneOf("level", {QStringLiteral("beginner")});
    QVERIFY(!in.ok());
    const QJsonObject fields = in.error().detail.value(QStringLiteral("fields")).toObject();
    QCOMPARE(fields.keys(), (QStringList{QStringLiteral("level"), QStringLiteral("price"), QStringLiteral("title")}));
}

QTEST_APPLESS_MAIN(JsonTest)
#include "tst_json.moc"
