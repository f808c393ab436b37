#include "app/server/commands.h"

#include "app/server/backupcommands.h"
#include "app/server/demo.h"
#include "app/server/firststeps.h"
#include "app/server/keycommands.h"
#include "backend/backend.h"
#include "backend/datafolder.h"
#include "backend/http/middleware/forwardedfor.h"
#include "backend/http/server/processsignals.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSettings>
#include <QTextStream>
#include <QUrl>

#include <cstdio>
#include <optional>

using namespace Qt::StringLiterals;

namespace server {

namespace {

int failed(const Error &error)
{
    QTextStream(stderr) << "coursewright-server: " << error.message << Qt::endl;
    return 1;
}

int misused(const QString &what)
{
    QTextStream(stderr) << "coursewright-server: " << what << "\nTry 'coursewright-server --help'." << Qt::endl;
    return 2;
}

/// An option from the command line, else from `[server]` of the --config file.
QString setting(const QCommandLineParser &parser, const QString &name)
{
    if (parser.isSet(name) || !parser.isSet(u"config"_s))
        return parser.value(name);
    const QSettings config(parser.value(u"config"_s), QSettings::IniFormat);
    return config.value(u"server/"_s + name, parser.value(name)).toString();
}

/// The same for an option that may be given more than once; in the file its values stand behind commas.
QStringList settings(const QCommandLineParser &parser, const QString &name)
{
    if (parser.isSet(name) || !parser.isSet(u"config"_s))
        return parser.values(name);
    const QSettings config(parser.value(u"config"_s), QSettings::IniFormat);
    return config.value(u"server/"_s + name).toStringList();
}

/// `[privacy] consent` of the --config file.
Result<accounts::ConsentRule> consentRule(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"config"_s))
        return accounts::ConsentRule::Required;
    const QSettings config(parser.value(u"config"_s), QSettings::IniFormat);
    const QString rule = config.value(u"privacy/consent"_s, u"required"_s).toString();
    if (rule == "required"_L1)
        return accounts::ConsentRule::Required;
    if (rule == "by_client"_L1)
        return accounts::ConsentRule::ByClient;
    return Error::invalid(u"[privacy] consent is required or by_client; got '%1'."_s.arg(rule));
}

/// [wechatpay] and [alipay] of the --config file. A fault switches off its channel alone, and is said.
commerce::PaymentSettings payments(const QCommandLineParser &parser)
{
    QStringList faults;
    const QSettings config(parser.value(u"config"_s), QSettings::IniFormat);
    commerce::PaymentSettings found = commerce::readPaymentSettings(config, faults);
    for (const QString &fault : std::as_const(faults))
        std::ignore = failed(Error::invalid(fault));
    return found;
}

/// A whole number in its plain spelling. Nothing is guessed: "6OO" must not become 0, which means "no limit".
std::optional<int> wholeNumber(const QString &text, int most)
{
    static const QRegularExpression digits(u"^[0-9]{1,9}$"_s);
    const int value = text.toInt();
    return digits.match(text).hasMatch() && value <= most ? std::optional(value) : std::nullopt;
}

Result<QSet<QByteArray>> trustedProxies(const QCommandLineParser &parser)
{
    QSet<QByteArray> out;
    for (const QString &text : settings(parser, u"trusted-proxy"_s)) {
        const QByteArray address = http::plainAddress(text);
        if (address.isEmpty())
            return Error::invalid(u"--trusted-proxy wants an IP address, such as 127.0.0.1; got '%1'."_s.arg(text));
        out.insert(address);
    }
    return out;
}

/// The address of --database with the password that stands in a file or in the environment. Empty: the data folder.
Result<QString> databaseAddress(const QCommandLineParser &parser)
{
    const QString address = setting(parser, u"database"_s);
    const QString passwordFile = setting(parser, u"database-password-file"_s);
    if (address == "sqlite"_L1)
        return passwordFile.isEmpty() ? Result<QString>(QString())
                                      : Error::invalid(u"--database-password-file wants a --database on a server."_s);
    QUrl url(address, QUrl::StrictMode);
    if (!url.isValid() || !url.password().isEmpty())
        return address;
    QString password = qEnvironmentVariable("COURSEWRIGHT_DATABASE_PASSWORD");
    if (!passwordFile.isEmpty()) {
        QFile file(passwordFile);
        if (!file.open(QIODevice::ReadOnly))
            return Error::invalid(u"The file %1 with the password of the database can't be read."_s.arg(passwordFile));
        password = QString::fromUtf8(file.readLine(1024)).remove(u'\n').remove(u'\r');
    }
    if (password.isEmpty())
        return address;
    url.setPassword(password, QUrl::DecodedMode);
    return url.toString(QUrl::FullyEncoded);
}

Result<Backend::Options> options(const QCommandLineParser &parser)
{
    if (parser.isSet(u"config"_s) && !QFile::exists(parser.value(u"config"_s)))
        return Error::invalid(u"The configuration file %1 does not exist."_s.arg(parser.value(u"config"_s)));
    Backend::Options out;
    out.dataFolder = setting(parser, u"data"_s);
    if (out.dataFolder.isEmpty())
        return Error::invalid(u"--data DIR is required: the folder in which the school lives."_s);
    const auto database = databaseAddress(parser);
    if (!database)
        return database.error();
    out.databaseUrl = *database;
    const QString listen = setting(parser, u"listen"_s);
    const qsizetype colon = listen.lastIndexOf(u':');
    const auto port = wholeNumber(listen.mid(colon + 1), 65535);
    if (colon < 1 || !port)
        return Error::invalid(u"--listen wants ADDRESS:PORT, such as 127.0.0.1:8080; got '%1'."_s.arg(listen));
    out.http.address = listen.left(colon).remove(u'[').remove(u']');
    out.http.port = quint16(*port);
    out.http.tlsCertificate = setting(parser, u"tls-cert"_s);
    out.http.tlsKey = setting(parser, u"tls-key"_s);
    if (out.http.tlsCertificate.isEmpty() != out.http.tlsKey.isEmpty())
        return Error::invalid(u"--tls-cert and --tls-key belong together."_s);
    const QString log = setting(parser, u"access-log"_s);
    if (!log.isEmpty())
        out.accessLogFile = log;
    const QString rate = setting(parser, u"requests-per-minute"_s);
    const auto perMinute = wholeNumber(rate, 1'000'000);
    if (!perMinute)
        return Error::invalid(u"--requests-per-minute wants a whole number up to 1000000; got '%1'."_s.arg(rate));
    out.requestsPerMinute = *perMinute;
    const auto consent = consentRule(parser);
    if (!consent)
        return consent.error();
    out.consent = *consent;
    const auto proxies = trustedProxies(parser);
    if (!proxies)
        return proxies.error();
    out.trustedProxies = *proxies;
    out.payments = payments(parser);
    return out;
}

int serve(const QCommandLineParser &parser)
{
    const auto wanted = options(parser);
    if (!wanted)
        return misused(wanted.error().message);
    if (isAtTerminal() && wanted->databaseUrl.isEmpty() && QDir(wanted->dataFolder).isEmpty())
        if (const int ended = offerDemo(wanted->dataFolder); ended > 0)
            return ended;
    auto backend = Backend::open(*wanted);
    if (!backend)
        return failed(backend.error());
    if (const auto listening = (*backend)->listen(); !listening)
        return failed(listening.error());
    // Before the line that says so: whoever reads it may ask for the end at once.
    const http::ProcessSignals signalled(
            [] {
                QMetaObject::invokeMethod(QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection);
            },
            [&backend] { (*backend)->reopenLog(); });
    for (const QString &fault : (*backend)->paymentFaults())
        std::ignore = failed(Error::invalid(fault));
    std::printf("listening on %s\n%s", qPrintable((*backend)->url()),
                qPrintable(firstSteps(**backend, QCoreApplication::applicationFilePath())));
    std::fflush(stdout);
    QCoreApplication::exec();
    (*backend)->stop();
    return 0;
}

/// What a command asks before it opens a school, so that it makes none.
Result<void> mustBeSchool(const Backend::Options &wanted, DataFolder::Allow allow = DataFolder::Allow::Nothing)
{
    const auto found = DataFolder::look(wanted.dataFolder, allow, wanted.databaseUrl);
    if (!found && found.error().reason != "folder_not_ours"_L1)
        return found.error();
    return found && found->isSchool ? Result<void>()
                                    : Error::notFound(u"There is no school in %1."_s.arg(wanted.dataFolder));
}

QString passwordFromInput()
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(in.readLine(1024)).remove(u'\n').remove(u'\r');
}

int addUser(const QCommandLineParser &parser)
{
    const auto role = accounts::roleFromName(parser.value(u"role"_s));
    if (!role)
        return misused(u"--role is admin, instructor or learner."_s);
    if (parser.value(u"login"_s).isEmpty() || !parser.isSet(u"password-stdin"_s))
        return misused(u"user add wants --login NAME and --password-stdin."_s);
    const auto wanted = options(parser);
    if (!wanted)
        return misused(wanted.error().message);
    const QString password = passwordFromInput();
    auto backend = Backend::open(*wanted);
    if (!backend)
        return failed(backend.error());
    const auto user = (*backend)->addUser(parser.value(u"login"_s), password, *role);
    if (!user)
        return failed(user.error());
    std::printf("user %lld added\n", static_cast<long long>(user->value));
    return 0;
}

int setPassword(const QCommandLineParser &parser)
{
    if (parser.value(u"login"_s).isEmpty() || !parser.isSet(u"password-stdin"_s))
        return misused(u"user password wants --login NAME and --password-stdin."_s);
    const auto wanted = options(parser);
    if (!wanted)
        return misused(wanted.error().message);
    if (const auto there = mustBeSchool(*wanted); !there)
        return failed(there.error());
    auto backend = Backend::open(*wanted);
    if (!backend)
        return failed(backend.error());
    const auto user = (*backend)->setPassword(parser.value(u"login"_s), passwordFromInput());
    if (!user)
        return failed(user.error());
    std::printf("password of user %lld changed; their sessions have ended\n", static_cast<long long>(user->value));
    return 0;
}

int keyCommand(const QCommandLineParser &parser, DataFolder::Allow allow, Result<QString> (*command)(Backend::Options))
{
    auto wanted = options(parser);
    if (!wanted)
        return misused(wanted.error().message);
    if (const auto there = mustBeSchool(*wanted, allow); !there)
        return failed(there.error());
    const auto done = command(std::move(*wanted));
    if (!done)
        return failed(done.error());
    std::printf("%s\n", qPrintable(*done));
    return 0;
}

/// Nothing: the command is none of these.
std::optional<int> copyCommand(const QCommandLineParser &parser, const QString &command)
{
    const QString data = setting(parser, u"data"_s);
    const QString from = parser.value(u"from"_s), to = parser.value(u"to"_s), backup = parser.value(u"backup"_s);
    const auto database = databaseAddress(parser);
    if (!database)
        return misused(database.error().message);
    if (command == "backup"_L1)
        return data.isEmpty() ? misused(u"backup wants --data DIR."_s) : makeBackup(data, *database, to);
    if (command == "restore"_L1)
        return from.isEmpty() || data.isEmpty() ? misused(u"restore wants --from BACKUP and --data NEWFOLDER."_s)
                                                : restoreBackup(from, data);
    if (command == "check"_L1)
        return data.isEmpty() == backup.isEmpty() ? misused(u"check wants --data DIR or --backup BACKUP."_s)
                                                  : check(data, *database, backup);
    if (command == "migrate"_L1)
        return from.isEmpty() || to.isEmpty() ? misused(u"migrate wants --from ADDRESS and --to ADDRESS."_s)
                                              : migrateStore(from, to);
    return std::nullopt;
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
            u"The Coursewright backend without a window.\n\n"
            "Commands:\n"
            "  serve          (default) serve the school in --data\n"
            "  user add       add an account: --login NAME --role ROLE --password-stdin\n"
            "  user password  a new password for an account: --login NAME --password-stdin\n"
            "  keys new       make the keys of a school that has lost them; everybody has to sign in again\n"
            "  keys rotate    a new key for what is sealed in the database; stop all servers of the school before\n"
            "  backup         copy the school to a folder of backups, beside a running server too: --data DIR [--to "
            "DIR]\n"
            "  restore        make a school of a backup: --from BACKUP --data NEWFOLDER\n"
            "  check          whether a school or a backup is whole: --data DIR or --backup BACKUP\n"
            "  migrate        copy a store to another one: --from ADDRESS --to ADDRESS, each a folder with a school or "
            "the\n"
            "                 address of a database\n"
            "  demo           make a small school with generated videos, learners and progress"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
            {u"data"_s, u"The folder in which the school lives."_s, u"DIR"_s},
            {u"listen"_s, u"Address and port; port 0 lets the system choose."_s, u"ADDRESS:PORT"_s,
             u"127.0.0.1:8080"_s},
            {u"database"_s,
             u"sqlite (in the data folder), or a MariaDB server from 10.6 on: mysql://USER:PASSWORD@HOST:PORT/NAME, "
             u"with "
             "special letters percent-encoded; ?ca=FILE wants TLS with a server that this certificate vouches for, "
             "?socket=FILE a local socket. The password may stand in the file of --database-password-file or in the "
             "environment variable COURSEWRIGHT_DATABASE_PASSWORD instead."_s,
             u"WHERE"_s, u"sqlite"_s},
            {u"database-password-file"_s, u"The first line of this file is the password of --database."_s, u"FILE"_s},
            {u"config"_s,
             u"INI file whose [server] section holds any of these options; [privacy] consent = by_client: the school's "
             u"own "
             "client asks for consent and keeps the answer, so progress is stored without one (default: required)."_s,
             u"FILE"_s},
            {u"tls-cert"_s, u"PEM certificate chain; with --tls-key the server speaks HTTPS."_s, u"FILE"_s},
            {u"tls-key"_s, u"PEM private key."_s, u"FILE"_s},
            {u"access-log"_s, u"Append the JSON access log to this file instead of <data>/logs/access.log."_s,
             u"FILE"_s},
            {u"requests-per-minute"_s, u"Limit per user; 0 switches it off."_s, u"N"_s, u"600"_s},
            {u"trusted-proxy"_s,
             u"Believe X-Forwarded-For from a proxy at this address; may be given more than once."_s, u"ADDRESS"_s},
            {u"login"_s, u"user add, user password: the login."_s, u"NAME"_s},
            {u"role"_s, u"user add: admin, instructor or learner."_s, u"ROLE"_s},
            {u"password-stdin"_s, u"user add, user password: read the password from standard input."_s},
            {u"to"_s, u"backup: the folder of backups; migrate: the store to copy into."_s, u"WHERE"_s},
            {u"from"_s, u"restore: the backup; migrate: the store to copy."_s, u"WHERE"_s},
            {u"backup"_s, u"check: the backup."_s, u"BACKUP"_s},
            {u"password"_s, u"demo: the password of every demo account."_s, u"P"_s},
    });
}

}  // namespace

int runCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QStringList{u"coursewright-server"_s} + arguments))
        return misused(parser.errorText());
    if (parser.isSet(u"help"_s)) {
        std::printf("%s", qPrintable(parser.helpText()));
        return 0;
    }
    if (parser.isSet(u"version"_s)) {
        std::printf("coursewright-server %s\n", COURSEWRIGHT_VERSION);
        return 0;
    }
    const QStringList words = parser.positionalArguments();
    if (words.isEmpty() || words == QStringList{u"serve"_s})
        return serve(parser);
    if (words == QStringList{u"user"_s, u"add"_s})
        return addUser(parser);
    if (words == QStringList{u"user"_s, u"password"_s})
        return setPassword(parser);
    if (words == QStringList{u"keys"_s, u"new"_s})
        return keyCommand(parser, DataFolder::Allow::MissingKeys, makeMissingKeys);
    if (words == QStringList{u"keys"_s, u"rotate"_s})
        return keyCommand(parser, DataFolder::Allow::Nothing, rotateKeys);
    if (words == QStringList{u"demo"_s}) {
        const QString folder = parser.value(u"data"_s);
        return folder.isEmpty() ? misused(u"demo wants --data DIR."_s)
                                : makeDemo({folder, parser.value(u"password"_s)});
    }
    if (const auto ended = copyCommand(parser, words.join(u' ')))
        return *ended;
    return misused(u"unknown command '%1'"_s.arg(words.join(u' ')));
}

}  // namespace server
