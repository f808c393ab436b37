#include "backend/backend.h"

#include "backend/accounts/idempotency/keptanswers.h"
#include "backend/accounts/passwords/hashingpool.h"
#include "backend/accounts/people/accountscontroller.h"
#include "backend/accounts/people/accountsservice.h"
#include "backend/accounts/people/loginsettling.h"
#include "backend/accounts/sessions/sessioncontroller.h"
#include "backend/accounts/sessions/sessionservice.h"
#include "backend/accounts/sessions/tokenservice.h"
#include "backend/analytics/analytics.h"
#include "backend/analytics/counterkeeper.h"
#include "backend/catalog/catalog.h"
#include "backend/catalog/cover/covercontroller.h"
#include "backend/catalog/outline/assetusage.h"
#include "backend/commerce/commercecontroller.h"
#include "backend/database/database.h"
#include "backend/datafolder.h"
#include "backend/eventaudiences.h"
#include "backend/events/eventscontroller.h"
#include "backend/http/connection/answerbatch.h"
#include "backend/http/middleware/middlewares.h"
#include "backend/http/routing/staticfiles.h"
#include "backend/http/server/servercontroller.h"
#include "backend/http/server/workerpool.h"
#include "backend/jobs/jobqueue.h"
#include "backend/jobs/jobscontroller.h"
#include "backend/jobs/jobworker.h"
#include "backend/learning/learning.h"
#include "backend/media/assets/mediacontroller.h"
#include "backend/media/assets/probejob.h"
#include "backend/media/delivery/mediagrants.h"
#include "backend/media/renditions/transcodejob.h"
#include "backend/schoolidentity.h"
#include "backend/telemetry/logfile.h"
#include "backend/telemetry/metrics.h"

#include <QDir>
#include <QSysInfo>
#include <QThread>

using namespace Qt::StringLiterals;

namespace {

QString logFileOf(const Backend::Options &options)
{
    return options.accessLogFile.isEmpty() ? QDir(options.dataFolder).filePath(u"logs/access.log"_s)
                                           : options.accessLogFile;
}

accounts::Argon2Policy passwordPolicy(bool cheap)
{
    return cheap ? accounts::Argon2Policy{8, 1, 1} : accounts::Argon2Policy{};
}

http::RateLimits rateLimits(int requestsPerMinute)
{
    if (requestsPerMinute <= 0)
        return http::RateLimits::none();
    http::RateLimits limits;
    limits.user.perMinute = requestsPerMinute;
    return limits;
}

http::ServerInfo serverInfo()
{
    http::ServerInfo info;
    info.name = u"Coursewright"_s;
    info.features = {u"accounts"_s, u"media"_s, u"catalog"_s, u"commerce"_s, u"learning"_s, u"analytics"_s};
    return info;
}

const Clock &clockOf(const Backend::Options &options)
{
    static const SystemClock systemClock;
    return options.clock ? *options.clock : systemClock;
}

/// Who sits at the machine's keyboard.
accounts::Actor commandLine()
{
    return {UserId{}, accounts::Role::Admin, true};
}

/// The same after a restart of the same school on the same machine.
QString workerName(const QString &dataFolder)
{
    return QSysInfo::machineHostName() + u':' + QDir(dataFolder).absolutePath();
}

}  // namespace

/// Every object of a school. Members are made from top to bottom and go in the reverse order: what uses something
/// stands below it.
struct Backend::Parts {
    Options options;
    const Clock &clock;
    std::unique_ptr<telemetry::LogFile> log;
    std::unique_ptr<database::Database> database;
    telemetry::Metrics metrics;
    events::EventHub events;
    http::RateLimiter limiter;
    std::unique_ptr<accounts::TokenService> tokens;
    accounts::Consents consents;
    accounts::PasswordHasher hasher;
    accounts::AccountsService accountsService;
    accounts::SessionService sessionService;
    accounts::KeptAnswers keptAnswers;
    jobs::JobQueue jobQueue;

    media::MediaFiles mediaFiles;
    const media::UrlSigner urlSigner;
    transcode::Toolbox toolbox;
    media::MediaGrants mediaGrants;
    catalog::AssetUsage assetUsage;
    media::ProbeJob probeJob;
    media::TranscodeJob transcodeJob;
    media::TrialJob trialJob;
    media::MediaService mediaService;
    catalog::Catalog catalog;
    catalog::CoverService coverService;
    commerce::EnrolmentService enrolmentService;
    analytics::CounterKeeper counterKeeper;
    learning::Learning learning;
    analytics::Analytics analytics;

    accounts::HashingPool hashing;
    accounts::AccountsController accountsController;
    accounts::SessionController sessionController;
    jobs::JobsController jobsController;
    media::MediaController mediaController;
    catalog::CoverController coverController;
    commerce::CommerceController commerceController;
    http::ServerController serverController;
    events::EventsController eventsController;

    http::Router router;
    jobs::JobWorker longWorker;
    jobs::JobWorker shortWorker;
    http::WorkerPool workers;
    http::Server server;
    QByteArray ownerToken;

    Parts(const Options &wanted, std::unique_ptr<telemetry::LogFile> logFile, std::unique_ptr<database::Database> store,
          std::unique_ptr<accounts::TokenService> tokenService, media::UrlSigner signer);
    void addRoutes();
    void addMiddlewares();
    void addMetrics();
    Result<void> start(bool newSchool);
};

Backend::Parts::Parts(const Options &wanted, std::unique_ptr<telemetry::LogFile> logFile,
                      std::unique_ptr<database::Database> store, std::unique_ptr<accounts::TokenService> tokenService,
                      media::UrlSigner signer)
    : options(wanted), clock(clockOf(wanted)), log(std::move(logFile)), database(std::move(store)), limiter(clock),
      tokens(std::move(tokenService)), consents(wanted.consent), hasher(passwordPolicy(wanted.cheapPasswords)),
      accountsService(*database, *tokens, consents, hasher, events, clock),
      sessionService(*database, accountsService, *tokens, hasher, clock), keptAnswers(*database, *tokens, clock),
      jobQueue(*database, clock, events), mediaFiles(wanted.dataFolder), urlSigner(std::move(signer)),
      mediaGrants(*database, clock, jobQueue, mediaFiles, urlSigner), assetUsage(events, jobQueue),
      probeJob(*database, clock, events, jobQueue, mediaFiles, toolbox, assetUsage),
      transcodeJob(*database, clock, events, jobQueue, mediaFiles, toolbox, assetUsage),
      trialJob(*database, mediaFiles, toolbox),
      mediaService(*database, clock, events, jobQueue, mediaFiles, assetUsage),
      catalog(
              *database, clock, events, jobQueue, mediaGrants,
              [this](const std::vector<UserId> &ids) { return accountsService.displayNames(ids); },
              [this](UserId id) { return accountsService.actorOf(id); }),
      coverService(*database, clock, events, jobQueue, toolbox, wanted.dataFolder),
      enrolmentService(*database, clock, events, catalog.lookup()),
      learning(*database, clock, events, catalog.lookup(), enrolmentService, mediaGrants, counterKeeper, consents),
      analytics(*database, clock, catalog.lookup(), learning.service(), learning.calendar(), enrolmentService,
                [this](const std::vector<CourseId> &ids) { return catalog.cards(ids); }),
      accountsController(accountsService, *tokens, hashing), sessionController(sessionService, *tokens, hashing),
      jobsController(jobQueue), mediaController(mediaService, mediaGrants, mediaFiles, urlSigner, clock),
      coverController(coverService), commerceController(enrolmentService),
      serverController(clock, metrics, serverInfo(), [this] { return database->health(); }),
      eventsController(events, *tokens, eventAudiences()), longWorker(jobQueue, events, workerName(wanted.dataFolder)),
      shortWorker(jobQueue, events, workerName(wanted.dataFolder) + u"#short"_s, jobs::Lane::Short),
      workers(wanted.workers > 0 ? wanted.workers : qMax(2, QThread::idealThreadCount())),
      server(router, workers, metrics)
{
}

void Backend::Parts::addRoutes()
{
    serverController.addRoutes(router);
    eventsController.addRoutes(router);
    sessionController.addRoutes(router);
    accountsController.addRoutes(router);
    jobsController.addRoutes(router);
    mediaController.addRoutes(router);
    catalog.addRoutes(router);
    coverController.addRoutes(router);
    commerceController.addRoutes(router);
    learning.addRoutes(router);
    analytics.addRoutes(router);
    catalog.setFacts(&analytics.courseFacts());
    http::redirect(router, "/", "/learn/");  // what people open is the bare address that the program prints
    enrolmentService.setListener(&learning.enrolmentListener());
    catalog.setEditionListener(&learning.editionListener());
    http::mountStatic(router, "/learn/core", u":/learner/core"_s);
    http::mountStatic(router, "/learn", u":/learner/web"_s);
}

void Backend::Parts::addMiddlewares()
{
    http::MiddlewareOptions middlewares;
    middlewares.rates = rateLimits(options.requestsPerMinute);
    middlewares.trustedProxies = options.trustedProxies;
    middlewares.answers = &keptAnswers;
    middlewares.accessLog = [this](QByteArray line) {
        if (options.logSink)
            options.logSink(line);
        log->write(std::move(line));
    };
    router.setMiddlewares(http::standardMiddlewares(clock, *tokens, limiter, std::move(middlewares)));
}

void Backend::Parts::addMetrics()
{
    metrics.gauge("store_commits_total", [this] { return double(database->statistics().commits); });
    metrics.gauge("store_writes_total", [this] { return double(database->statistics().writes); });
    metrics.gauge("store_writes_queued", [this] { return double(database->statistics().queued); });
    metrics.gauge("event_listeners", [this] { return double(eventsController.listeners()); });
}

Result<void> Backend::Parts::start(bool newSchool)
{
    addRoutes();
    addMiddlewares();
    addMetrics();
    tokens->whenRightsEnd([this] { eventsController.recheck(); });
    if (const auto settled = accounts::settleLogins(*database); !settled)
        return settled.error();
    if (const auto loaded = consents.load(*database); !loaded)
        return loaded.error();
    if (const auto prepared = mediaService.prepare(newSchool); !prepared)
        return prepared.error();
    if (const auto prepared = coverService.prepare(); !prepared)
        return prepared.error();
    for (jobs::JobHandler *handler : std::initializer_list<jobs::JobHandler *>{&probeJob, &transcodeJob, &trialJob,
                                                                               &catalog.publishJob(), &coverService})
        jobQueue.addHandler(*handler);
    if (const auto resumed = learning.resume(); !resumed)
        return resumed.error();
    if (options.embedded) {
        const auto owner = accountsService.ensureOwner();
        if (!owner)
            return owner.error();
        ownerToken = tokens->ownerToken(*owner);
    }
    if (options.runJobs) {
        longWorker.start();
        shortWorker.start();
    }
    return {};
}

Backend::Backend(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Backend::~Backend()
{
    stop();
}

Result<std::unique_ptr<Backend>> Backend::open(const Options &options)
{
    const auto folder = DataFolder::prepare(options.dataFolder, options.makeMissingKeys ? DataFolder::Allow::MissingKeys
                                                                                        : DataFolder::Allow::Nothing);
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
    auto parts = std::make_unique<Parts>(options, std::move(*log), std::move(*store), std::move(*tokens),
                                         std::move(*signer));
    if (const auto started = parts->start(!folder->isSchool); !started)
        return started.error();
    if (const auto finished = identity->finish(*parts->database, parts->clock); !finished)
        return finished.error();
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
    m_parts->longWorker.stop();
    m_parts->shortWorker.stop();
    m_parts->catalog.finish();
    m_parts->database->close();  // hooks of writes that are still queued need the services, which go before the store
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

QByteArray Backend::ownerToken() const
{
    return m_parts->ownerToken;
}

Result<UserId> Backend::addUser(const QString &login, const QString &password, accounts::Role role,
                                const QString &displayName)
{
    const auto user = m_parts->accountsService.createUser(commandLine(), login, password,
                                                          displayName.isEmpty() ? login : displayName, role);
    if (!user)
        return user.error();
    return user->id;
}

Result<UserId> Backend::setPassword(const QString &login, const QString &password)
{
    const auto user = m_parts->accountsService.setPassword(commandLine(), login, password);
    if (!user)
        return user.error();
    return user->id;
}

bool Backend::hasPeople() const
{
    const auto users = m_parts->accountsService.users(commandLine(), {});
    return !users || users->total > 0;
}

QByteArray Backend::tokenFor(UserId user, bool localOwner) const
{
    return localOwner ? m_parts->tokens->ownerToken(user) : m_parts->tokens->issueDirect(user);
}

const http::Router &Backend::router() const
{
    return m_parts->router;
}

events::EventHub &Backend::events()
{
    return m_parts->events;
}
