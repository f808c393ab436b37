#include "tests/support/apiscript.h"

#include "tests/support/jsonmatch.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QThread>

using namespace Qt::StringLiterals;

struct ApiScript::Lines {
    QString file;
    QStringList all;
    int next = 0;

    bool atEnd() const { return next >= all.size(); }
    const QString &peek() const { return all.at(next); }
    QString take() { return all.at(next++); }
};

namespace {

const QRegularExpression &requestForm()
{
    static const QRegularExpression form(u"^(GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) (\\S+)$"_s);
    return form;
}

Millis duration(const QString &text)
{
    static const QRegularExpression form(u"^\\+(\\d+)(ms|s|m|h|d)$"_s);
    const auto match = form.match(text);
    static const QHash<QString, Millis> units{
            {u"ms"_s, 1}, {u"s"_s, 1000}, {u"m"_s, 60'000}, {u"h"_s, 3'600'000}, {u"d"_s, 86'400'000}};
    return match.hasMatch() ? match.captured(1).toLongLong() * units.value(match.captured(2)) : -1;
}

}  // namespace

QString ApiScript::fault(const Lines &lines, const QString &what) const
{
    const QByteArray *bytes = std::get_if<QByteArray>(&m_answer.body);
    return u"%1:%2: %3: %4\n  answer %5 %6"_s.arg(lines.file)
            .arg(lines.next)
            .arg(m_case, what)
            .arg(m_answer.status)
            .arg(bytes ? QString::fromUtf8(bytes->left(2000)) : u"(a file)"_s);
}

QString ApiScript::substitute(QString text) const
{
    for (auto it = m_saved.begin(); it != m_saved.end(); ++it)
        text.replace(u"${%1}"_s.arg(it.key()), it.value());
    if (m_host.now)
        text.replace("${now}"_L1, QString::number(m_host.now()));
    static const QRegularExpression fileForm(u"\\$\\{file:(\\w+)\\}"_s);
    for (auto match = fileForm.match(text); m_host.file && match.hasMatch(); match = fileForm.match(text))
        text.replace(match.capturedStart(), match.capturedLength(), m_host.file(match.captured(1)));
    return text;
}

bool ApiScript::wantsJobs(const QString &file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) && source.readAll().split('\n').contains("jobs run");
}

QString ApiScript::run(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return u"%1: can't be read"_s.arg(file);
    Lines lines{file, QString::fromUtf8(source.readAll()).split(u'\n'), 0};
    while (!lines.atEnd()) {
        const QString line = lines.take();
        if (line.trimmed().isEmpty() || line.startsWith(u'#'))
            continue;
        const QString what = requestForm().match(line).hasMatch() ? perform(lines, line) : command(lines, line);
        if (!what.isEmpty())
            return what;
    }
    return {};
}

QString ApiScript::command(Lines &lines, const QString &line)
{
    const QString word = line.section(u' ', 0, 0);
    const QString rest = line.section(u' ', 1).trimmed();
    if (word == "case"_L1) {
        m_case = rest;
        ++m_cases;
        return {};
    }
    if (word == "as"_L1) {
        if (rest != "nobody"_L1 && !m_host.tokens.contains(rest))
            return fault(lines, u"nobody is called '%1'"_s.arg(rest));
        m_user = rest;
        return {};
    }
    if (word == "jobs"_L1)
        return rest == "run"_L1 ? QString() : fault(lines, u"jobs what?"_s);  // said to whoever made the school
    if (word == "wait"_L1) {
        const QString what = waitUntil(substitute(rest));
        return what.isEmpty() ? QString() : fault(lines, what);
    }
    if (word == "save"_L1) {
        const QString what = save(rest);
        return what.isEmpty() ? QString() : fault(lines, what);
    }
    if (word == "expect"_L1) {
        static const QRegularExpression form(u"^header ([A-Za-z0-9-]+): (.*)$"_s);
        const auto match = form.match(rest);
        if (!match.hasMatch())
            return fault(lines, u"expect what?"_s);
        const QByteArray name = match.captured(1).toLatin1();
        const QJsonValue actual = m_answer.headers.contains(name)
                                          ? QJsonValue(QString::fromUtf8(m_answer.headers.value(name)))
                                          : QJsonValue(QJsonValue::Undefined);
        const QString d = jsonDifference(substitute(match.captured(2)), actual, match.captured(1));
        return d.isEmpty() ? QString() : fault(lines, d);
    }
    if (word == "clock"_L1) {
        const Millis by = duration(rest);
        if (by < 0)
            return fault(lines, u"clock wants +N(ms|s|m|h|d)"_s);
        m_host.advanceClock(by);
        if (by >= 600'000 && m_host.renew)  // access tokens live 15 minutes; a script is about something else
            for (auto it = m_host.tokens.begin(); it != m_host.tokens.end(); ++it)
                it.value() = m_host.renew(it.key());
        return {};
    }
    if (word == "include"_L1) {
        const QString userBefore = m_user;
        const QString what = run(QFileInfo(lines.file).path() + u'/' + rest);
        m_user = userBefore;
        return what;
    }
    return fault(lines, u"unknown line '%1'"_s.arg(line));
}

QString ApiScript::save(const QString &statement)
{
    static const QRegularExpression form(u"^(\\w+)\\s*=\\s*(.+)$"_s);
    const auto match = form.match(statement);
    if (!match.hasMatch())
        return u"save wants name = path"_s;
    const QString source = match.captured(2);
    if (source.startsWith("header "_L1)) {
        m_saved[match.captured(1)] = QString::fromUtf8(m_answer.headers.value(source.mid(7).toLatin1()));
        return {};
    }
    const QJsonValue value = jsonAt(m_body, source);
    if (value.isUndefined())
        return u"the answer has no %1"_s.arg(source);
    m_saved[match.captured(1)] = value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    return {};
}

/// Asks the last question again until the answer has the value; a minute at most.
QString ApiScript::waitUntil(const QString &condition)
{
    static const QRegularExpression form(u"^until (\\S+)\\s*=\\s*(.+)$"_s);
    const auto match = form.match(condition);
    if (!match.hasMatch() || m_request.method != http::Method::Get)
        return u"wait wants a GET and until path = value"_s;
    const QDeadlineTimer deadline(60'000);
    while (jsonAt(m_body, match.captured(1)).toVariant().toString() != match.captured(2)) {
        if (deadline.hasExpired())
            return u"%1 did not become %2"_s.arg(match.captured(1), match.captured(2));
        QThread::msleep(20);
        ask(m_request);
    }
    return {};
}

void ApiScript::ask(http::Request request)
{
    m_request = request;
    keep(m_host.router->handle(std::move(request)));
    m_exchanges.push_back({m_request.method, m_request.path, m_answer.status});
}

void ApiScript::keep(http::Response answer)
{
    m_answer = std::move(answer);
    const QByteArray *bytes = std::get_if<QByteArray>(&m_answer.body);
    m_body = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(path));
    return file.readAll();
}

QString ApiScript::perform(Lines &lines, const QString &requestLine)
{
    const auto match = requestForm().match(substitute(requestLine));
    http::Request request;
    request.method = http::methodFromName(match.captured(1).toLatin1());
    request.peer = "127.0.0.1";
    request.loopback = true;
    request.arrived = m_host.now();
    if (const auto ok = http::parseTarget(match.captured(2).toUtf8(), request); !ok) {
        keep(http::failure(ok.error()));
        while (!lines.atEnd() && !lines.peek().startsWith("->"_L1))
            lines.take();
        return expectAnswer(lines);
    }
    if (m_user != "nobody"_L1)
        request.headers.set("Authorization", "Bearer " + m_host.tokens.value(m_user));

    QStringList body;
    while (!lines.atEnd() && !lines.peek().startsWith("->"_L1)) {
        const QString line = substitute(lines.take());
        if (line.startsWith("header "_L1))
            request.headers.set(line.mid(7).section(u": "_s, 0, 0).toLatin1(),
                                line.mid(7).section(u": "_s, 1).toUtf8());
        else if (line.startsWith("bytes "_L1))
            request.body = contentOf(line.mid(6));
        else if (line.startsWith("raw "_L1))
            body.append(line.mid(4));
        else if (!line.trimmed().isEmpty())
            body.append(line);
    }
    if (!body.isEmpty()) {
        request.body = body.join(u'\n').toUtf8();
        if (!request.headers.contains("Content-Type"))
            request.headers.set("Content-Type", "application/json");
    }
    ask(std::move(request));
    return expectAnswer(lines);
}

QString ApiScript::expectAnswer(Lines &lines)
{
    if (lines.atEnd())
        return fault(lines, u"a request needs an expected status (-> 200)"_s);
    const QString arrow = substitute(lines.take());
    QString inlineJson = arrow.mid(2).trimmed();
    const int status = inlineJson.section(u' ', 0, 0).toInt();
    inlineJson = inlineJson.section(u' ', 1).trimmed();

    QStringList expected;
    if (!inlineJson.isEmpty())
        expected.append(inlineJson);
    while (!lines.atEnd() && (!expected.isEmpty() || lines.peek().startsWith(u'{'))) {
        const QString &line = lines.peek();
        if (line.trimmed().isEmpty() || line.startsWith(u'#') || line.startsWith("case "_L1) ||
            line.startsWith("save "_L1) || line.startsWith("expect "_L1) || line.startsWith("as "_L1) ||
            line.startsWith("clock "_L1) || requestForm().match(line).hasMatch())
            break;
        expected.append(substitute(lines.take()));
    }
    if (m_answer.status != status)
        return fault(lines, u"expected status %1, got %2"_s.arg(status).arg(m_answer.status));
    if (expected.isEmpty())
        return {};
    QJsonParseError error;
    const QJsonDocument wanted = QJsonDocument::fromJson(expected.join(u'\n').toUtf8(), &error);
    if (wanted.isNull())
        return fault(lines, u"the expected part is not JSON: %1: %2"_s.arg(error.errorString(), expected.join(u'\n')));
    const QString d = jsonDifference(wanted.object(), m_body);
    return d.isEmpty() ? QString() : fault(lines, d);
}
