#include "tests/support/testschool.h"

#include "models/domain/json.h"
#include "tests/support/mediafiles.h"

using namespace Qt::StringLiterals;

TestSchool::TestSchool(bool runJobs, const std::function<void(Backend::Options &)> &adjust)
{
    Backend::Options options;
    options.dataFolder = m_folder.filePath(u"school"_s);
    options.databaseUrl = m_database.url();
    options.clock = &m_clock;
    options.embedded = true;
    options.runJobs = runJobs;
    options.cheapPasswords = true;
    options.requestsPerMinute = 0;
    if (adjust)
        adjust(options);
    auto backend = Backend::open(options);
    if (!backend) {
        m_fault = backend.error().message;
        return;
    }
    const std::pair<QString, accounts::Role> people[] = {{u"admin"_s, accounts::Role::Admin},
                                                         {u"teacher"_s, accounts::Role::Instructor},
                                                         {u"teacher2"_s, accounts::Role::Instructor},
                                                         {u"learner"_s, accounts::Role::Learner},
                                                         {u"learner2"_s, accounts::Role::Learner}};
    m_backend = std::move(*backend);
    for (const auto &[name, role] : people)
        add(name, role);
    agree(u"owner"_s);
}

UserId TestSchool::add(const QString &name, accounts::Role role)
{
    const auto id = m_backend->addUser(name, u"correct horse 7"_s, role, name);
    if (!id) {
        m_fault = id.error().message;
        return {};
    }
    m_users.insert(name, *id);
    agree(name);
    return *id;
}

void TestSchool::agree(const QString &name)
{
    const QJsonObject yes{{u"document"_s, u"privacy"_s}, {u"version"_s, u"1"_s}, {u"granted"_s, true}};
    if (ask(name, http::Method::Post, "/api/me/consent", yes).status != 201)
        m_fault = name + u" could not agree to the privacy policy"_s;
}

TestSchool::~TestSchool() = default;

QByteArray TestSchool::token(const QString &name) const
{
    return name == "owner"_L1 ? m_backend->ownerToken() : m_backend->tokenFor(m_users.value(name));
}

ApiScript::Host TestSchool::scriptHost()
{
    ApiScript::Host host;
    host.router = &m_backend->router();
    host.now = [this] { return m_clock.now(); };
    host.advanceClock = [this](Millis by) { m_clock.advance(by); };
    host.renew = [this](const QString &name) { return token(name); };
    for (auto it = m_users.begin(); it != m_users.end(); ++it)
        host.tokens.insert(it.key(), token(it.key()));
    host.tokens.insert(u"owner"_s, token(u"owner"_s));
    host.file = mediafiles::named;
    return host;
}

http::Response TestSchool::ask(const QString &as, http::Method method, const QByteArray &target,
                               const QJsonObject &body)
{
    http::Request request;
    request.method = method;
    request.peer = "127.0.0.1";
    request.loopback = true;
    request.arrived = m_clock.now();
    if (const auto ok = http::parseTarget(target, request); !ok)
        return http::failure(ok.error());
    if (as != "nobody"_L1)
        request.headers.set("Authorization", "Bearer " + token(as));
    request.headers.set("Content-Type", "application/json");
    if (!body.isEmpty())
        request.body = json::compact(body);
    return m_backend->router().handle(std::move(request));
}
