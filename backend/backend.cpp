#include "backend/backend.h"

#include "backend/accounts/accounts.h"
#include "backend/accounts/sessions/random.h"
#include "backend/analytics/analytics.h"
#include "backend/audit/audit.h"
#include "backend/backup/backup.h"
#include "backend/catalog/catalog.h"
#include "backend/commerce/commerce.h"
#include "backend/database/database.h"
#include "backend/datafolder.h"
#include "backend/encryption/schoolkeys.h"
#include "backend/eventaudiences.h"
#include "backend/events/eventscontroller.h"
#include "backend/http/connection/answerbatch.h"
#include "backend/http/middleware/middlewares.h"
#include "backend/http/routing/staticfiles.h"
#include "backend/http/server/servercontroller.h"
#include "backend/http/server/workerpool.h"
#include "backend/jobs/jobs.h"
#include "backend/learning/learning.h"
#include "backend/media/media.h"
#include "backend/outbox/outbox.h"
#include "backend/partoptions.h"
#include "backend/schoolidentity.h"
#include "backend/telemetry/logfile.h"
#include "backend/telemetry/metrics.h"

#include <QDir>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace partoptions;

namespace {

/// The keys of what is sealed, and all that is.
encryption::SchoolKeys fieldKeys(database::Database &database, const QString &dataFolder)
{
    return encryption::SchoolKeys(database, QDir(dataFolder).filePath(u"keys/fields.json"_s),
                                  commerce::Commerce::sealedColumns());
}

}  // namespace

/// Every part of a school, a feature a line in their order (ARCHITECTURE §2). Made from top to bottom, gone in the
/// reverse order: what uses something stands below it.
struct Backend::Parts {
    Options options;
    const Clock &clock;
    std::unique_ptr<telemetry::LogFile> log;
    std::unique_ptr<database::Database> database;
    encryption::FieldCipher cipher;
    telemetry::Metrics metrics;
    events::EventHub events;
    http::RateLimiter limiter;

    audit::Audit audit;
    accounts::Accounts accounts;
    jobs::Jobs jobs;
    outbox::Outbox outbox;
    learning::SchoolCalendar calendar;
    media::Media media;
    catalog::Catalog catalog;
    commerce::Commerce commerce;
    learning::Learning learning;
    analytics::Analytics analytics;
    backup::Backup backup;

    http::ServerController serverController;
    events::EventsController eventsController;
    http::Router router;
    http::WorkerPool workers;
    http::Server server;
    QByteArray ownerToken;

    Parts(const Options &wanted, std::unique_ptr<telemetry::LogFile> logFile, std::unique_ptr<database::Database> store,
          std::unique_ptr<accounts::TokenService> tokens, media::UrlSigner signer,
          std::unique_ptr<database::Engine> engine, encryption::FieldCipher sealing);
    void addListeners();
    void addRoutes();
    void addMiddlewares();
    void addMetrics();
    Result<void> start(bool newSchool);
    void hear();
};

Backend::Parts::Parts(const Options &wanted, std::unique_ptr<telemetry::LogFile> logFile,
                      std::unique_ptr<database::Database> store, std::unique_ptr<accounts::TokenService> tokens,
                      media::UrlSigner signer, std::unique_ptr<database::Engine> engine,
                      encryption::FieldCipher sealing)
    : options(wanted), clock(clockOf(wanted)), log(std::move(logFile)), database(std::move(store)),
      cipher(std::move(sealing)), limiter(clock), audit(*database),
      accounts(*database, clock, events, std::move(tokens), wanted.consent, passwordPolicy(wanted.cheapPasswords)),
      jobs(*database, clock, events, workerName(wanted.dataFolder)),
      outbox(*database, clock, workerName(wanted.dataFolder)),
      media(*database, clock, events, jobs.queue(), wanted.dataFolder, std::move(signer)),
      catalog(
              *database, clock, events, jobs.queue(), media.lookup(), media.toolbox(), media.storage(),
              [this](const std::vector<UserId> &ids) { return accounts.people().displayNames(ids); },
              [this](UserId id) { return accounts.people().actorOf(id); }),
      commerce(*database, clock, events, outbox.worker(), {catalog.lookup(), catalog.courses(), catalog.outlines()},
               calendar, accounts::randomBytes,
               {[this](UserId id) -> Result<bool> {
                    const auto actor = accounts.people().actorOf(id);
                    return actor ? Result<bool>(actor->has_value()) : Result<bool>(actor.error());
                },
                [this](const std::vector<UserId> &ids) { return accounts.people().displayNames(ids); }},
               wanted.payments, cipher),
      learning(*database, clock, events, catalog.lookup(), commerce.enrolments(), media.lookup(), accounts.consents(),
               calendar),
      analytics(*database, clock, catalog.lookup(), learning.service(), learning.calendar(), commerce.enrolments(),
                [this](const std::vector<CourseId> &ids) { return catalog.cards(ids); }),
      backup(*database, clock, jobs.queue(), std::move(engine), media.storage().store, wanted.dataFolder,
             learning.calendar().zone()),
      serverController(clock, metrics, serverInfo(), [this] { return database->health(); }),
      eventsController(events, accounts.tokens(), eventAudiences()),
      workers(wanted.workers > 0 ? wanted.workers : qMax(2, QThread::idealThreadCount())),
      server(router, workers, metrics)
{
    addListeners();
    addRoutes();
    addMiddlewares();
    addMetrics();
}

/// What earlier features tell later ones, each list in the order in which they hear.
void Backend::Parts::addListeners()
{
    accounts.people().renamed().add(commerce.learners());
    media.usage().add(catalog.assetUsage());
    media.followers().add(catalog.assetUsage());
    catalog.published().add(learning.listener());
    commerce.enrolled().add(learning.listener());
    commerce.rightsEnded().add(learning.listener());
    learning.counted().add(analytics.counter());
    catalog.setFacts(&analytics.courseFacts());
    for (database::PersonalData *feature :
         {&audit.personalData(), &accounts.personalData(), &jobs.personalData(), &media.personalData(),
          &catalog.personalData(), &commerce.personalData(), &learning.personalData(), &analytics.personalData()})
        accounts.dataRights().features().add(*feature);
    accounts.tokens().whenRightsEnd([this] { eventsController.recheck(); });
}

void Backend::Parts::addRoutes()
{
    serverController.addRoutes(router);
    eventsController.addRoutes(router);
    audit.addRoutes(router);
    accounts.addRoutes(router);
    jobs.addRoutes(router);
    outbox.addRoutes(router);
    media.addRoutes(router);
    catalog.addRoutes(router);
    commerce.addRoutes(router);
    learning.addRoutes(router);
    analytics.addRoutes(router);
    backup.addRoutes(router);
    http::redirect(router, "/", "/learn/");  // what people open is the bare address that the program prints
    http::mountStatic(router, "/learn/core", u":/learner/core"_s);
    http::mountStatic(router, "/learn", u":/learner/web"_s);
}

void Backend::Parts::addMiddlewares()
{
    http::MiddlewareOptions middlewares;
    middlewares.rates = rateLimits(options.requestsPerMinute);
    middlewares.trustedProxies = options.trustedProxies;
    middlewares.answers = &accounts.keptAnswers();
    middlewares.accessLog = [this](QByteArray line) {
        if (options.logSink)
            options.logSink(line);
        log->write(std::move(line));
    };
    router.setMiddlewares(http::standardMiddlewares(clock, accounts.tokens(), limiter, std::move(middlewares)));
}

void Backend::Parts::addMetrics()
{
    metrics.counter("store_commits_total", [this] { return double(database->statistics().commits); });
    metrics.counter("store_writes_total", [this] { return double(database->statistics().writes); });
    metrics.gauge("store_writes_queued", [this] { return double(database->statistics().queued); });
    metrics.gauge("event_listeners", [this] { return double(eventsController.listeners()); });
    metrics.describe("store_commits_total", "Transactions that are on disk.");
    metrics.describe("store_writes_total", "Writes in them: a commit takes all that queued up.");
    metrics.describe("store_writes_queued", "Writes that wait for the writer.");
    metrics.describe("event_listeners", "Streams of events that are open.");
}

/// What features do with the store before the first request, in their order.
Result<void> Backend::Parts::start(bool newSchool)
{
    if (auto prepared = accounts.prepare(*database); !prepared)
        return prepared;
    if (auto prepared = media.prepare(newSchool); !prepared)
        return prepared;
    if (auto prepared = catalog.prepare(); !prepared)
        return prepared;
    if (auto prepared = commerce.prepare(); !prepared)
        return prepared;
    if (auto resumed = learning.resume(); !resumed)
        return resumed;
    if (options.embedded) {
        const auto owner = accounts.people().ensureOwner();
        if (!owner)
            return owner.error();
        ownerToken = accounts.tokens().ownerToken(*owner);
    }
    if (options.runJobs) {
        jobs.start();
        outbox.start();
        backup.start();
    }
    return {};
}

/// What other servers of the school change and features remember.
void Backend::Parts::hear()
{
    database->hear([this](database::Connection &c, const database::News &heard) {
        catalog.hear(heard);
        return accounts.hear(c, heard);
    });
}

Backend::Backend(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Backend::~Backend()
{
    stop();
}

Result<std::unique_ptr<Backend>> Backend::open(const Options &options)
{
    const auto folder = DataFolder::prepare(
            options.dataFolder, options.makeMissingKeys ? DataFolder::Allow::MissingKeys : DataFolder::Allow::Nothing,
            options.databaseUrl);
    if (!folder)
        return folder.error();
    auto store = database::Database::open({.folder = options.dataFolder,
                                           .url = options.databaseUrl,
                                           .around =
                                                   [](const std::function<void()> &answers) {
                                                       const http::AnswerBatch together;
                                                       answers();
                                                   },
                                           .checkPages = true,
                                           .healthChanged = options.healthChanged});
    if (!store)
        return store.error();
    // Everything else of a school is made after its database: what comes first can't be taken for a loss.
    const auto identity = SchoolIdentity::settle(**store, folder->uid, folder->isSchool, clockOf(options));
    if (!identity)
        return identity.error();
    auto log = telemetry::LogFile::open(logFileOf(options));
    if (!log)
        return log.error();
    auto tokens = accounts::TokenService::open(**store, clockOf(options));
    if (!tokens)
        return tokens.error();
    auto signer = media::UrlSigner::open(QDir(options.dataFolder).filePath(u"keys/media.key"_s));
    if (!signer)
        return signer.error();
    auto engine = database::Engine::at(options.databaseUrl, options.dataFolder);
    if (!engine)
        return engine.error();
    auto cipher = fieldKeys(**store, options.dataFolder).open(options.makeMissingKeys, clockOf(options).now());
    if (!cipher)
        return cipher.error();
    auto parts = std::make_unique<Parts>(options, std::move(*log), std::move(*store), std::move(*tokens),
                                         std::move(*signer), std::move(*engine), std::move(*cipher));
    if (const auto started = parts->start(!folder->isSchool); !started)
        return started.error();
    if (const auto finished = identity->finish(*parts->database, parts->clock); !finished)
        return finished.error();
    parts->hear();
    return std::unique_ptr<Backend>(new Backend(std::move(parts)));
}

Result<void> Backend::listen()
{
    http::ServerOptions options = m_parts->options.http;
    options.bodyFolder = QDir(m_parts->options.dataFolder).filePath(u"tmp"_s);
    options.trustedProxies = m_parts->options.trustedProxies;
    return m_parts->server.start(options);
}

void Backend::stop()
{
    m_parts->server.stop();
    m_parts->backup.stop();
    m_parts->outbox.stop();
    m_parts->jobs.stop();
    m_parts->catalog.finish();
    m_parts->commerce.finish();
    m_parts->database->close();  // hooks of writes that are still queued need the services, which go before the store
    m_parts->media.finish();
}

Result<qint64> Backend::rotateFieldKeys(const std::function<bool(qint64)> &progress)
{
    return fieldKeys(*m_parts->database, m_parts->options.dataFolder).rotate(progress, m_parts->clock.now());
}

void Backend::reopenLog()
{
    m_parts->log->reopen();
}

QString Backend::url() const
{
    return m_parts->server.url();
}

QString Backend::dataFolder() const
{
    return m_parts->options.dataFolder;
}

accounts::DataRights &Backend::dataRights()
{
    return m_parts->accounts.dataRights();
}

QByteArray Backend::ownerToken() const
{
    return m_parts->ownerToken;
}

Result<UserId> Backend::addUser(const QString &login, const QString &password, accounts::Role role,
                                const QString &displayName)
{
    const auto user = m_parts->accounts.people().createUser(commandLine(), login, password,
                                                            displayName.isEmpty() ? login : displayName, role);
    if (!user)
        return user.error();
    return user->id;
}

Result<UserId> Backend::setPassword(const QString &login, const QString &password)
{
    const auto user = m_parts->accounts.people().setPassword(commandLine(), login, password);
    if (!user)
        return user.error();
    return user->id;
}

QStringList Backend::paymentFaults() const
{
    return m_parts->commerce.paymentFaults();
}

bool Backend::hasPeople() const
{
    const auto users = m_parts->accounts.people().users(commandLine(), {});
    return !users || users->total > 0;
}

QByteArray Backend::tokenFor(UserId user, bool localOwner) const
{
    return localOwner ? m_parts->accounts.tokens().ownerToken(user) : m_parts->accounts.tokens().issueDirect(user);
}

const http::Router &Backend::router() const
{
    return m_parts->router;
}

events::EventHub &Backend::events()
{
    return m_parts->events;
}
