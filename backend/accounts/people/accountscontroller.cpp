#include "backend/accounts/people/accountscontroller.h"

#include "backend/accounts/people/accountsjson.h"
#include "models/domain/json.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace accounts {

using http::Request;
using http::Response;

namespace {

const QStringList &roleNames()
{
    static const QStringList words{QStringLiteral("learner"), QStringLiteral("instructor"), QStringLiteral("admin")};
    return words;
}

Role roleAt(int index)
{
    return Role(int(Role::Learner) + index);
}

// As typed, not trimmed.
QString exactText(const json::Reader &in, const char *name)
{
    return in.object().value(QLatin1String(name)).toString();
}

/// Whose share of the hashing pool a request uses up.
QByteArray callerOf(const Request &request)
{
    return "user " + QByteArray::number(request.actor.user.value);
}

std::optional<QString> displayNameOf(json::Reader &in)
{
    if (!in.has("displayName"))
        return std::nullopt;
    return in.line("displayName", 1, MaxDisplayName);
}

}  // namespace

AccountsController::AccountsController(AccountsService &accounts, const TokenService &tokens, HashingPool &hashing)
    : m_accounts(accounts), m_tokens(tokens), m_hashing(hashing)
{
}

void AccountsController::addRoutes(http::Router &router)
{
    using http::Method;
    router.add(Method::Get, "/api/me", permission::accountsSelf, [this](auto &r) { return me(r); });
    router.addAsync(Method::Put, "/api/me", permission::accountsSelf,
                    [this](const Request &r, const http::Respond &respond) { updateMe(r, respond); });
    router.add(Method::Post, "/api/me/consent", permission::accountsSelf, [this](auto &r) { return consent(r); });
    router.add(Method::Get, "/api/users", permission::accountsManage, [this](auto &r) { return users(r); });
    router.addAsync(Method::Post, "/api/users", permission::accountsManage,
                    [this](const Request &r, const http::Respond &respond) { createUser(r, respond); });
    router.addAsync(Method::Put, "/api/users/{id}", permission::accountsManage,
                    [this](const Request &r, const http::Respond &respond) { updateUser(r, respond); });
}

Response AccountsController::me(const Request &request)
{
    return http::reply(m_accounts.profile(request.actor), [](const Profile &p) { return toJson(p); });
}

void AccountsController::updateMe(const Request &request, const http::Respond &respond)
{
    const auto body = request.json();
    if (!body)
        return respond(http::failure(body.error()));
    json::Reader in(*body);
    ProfileChange change;
    change.displayName = displayNameOf(in);
    if (in.has("password")) {
        change.password = exactText(in, "password");
        change.currentPassword = exactText(in, "currentPassword");
        if (change.currentPassword.isEmpty())
            in.fault("currentPassword", QStringLiteral("is required with a new password"));
        if (change.currentPassword.size() > 1024)
            in.fault("currentPassword", QStringLiteral("must have at most 1024 characters"));
    }
    if (!in.ok())
        return respond(http::failure(in.error()));
    QString session;
    if (const auto claims = m_tokens.inspect(request.bearer()))
        session = claims->session;
    const auto update = [this, actor = request.actor, session, change] {
        return http::reply(m_accounts.updateProfile(actor, session, change),
                           [](const Profile &p) { return toJson(p); });
    };
    if (!change.password)
        return respond(update());
    m_hashing.answer(callerOf(request), respond, update);
}

Response AccountsController::consent(const Request &request)
{
    static const QRegularExpression word(QStringLiteral("^[a-z0-9_.-]{1,64}$"));
    const auto body = request.json();
    if (!body)
        return http::failure(body.error());
    json::Reader in(*body);
    const QString document = in.text("document", 1, 64);
    const QString version = in.text("version", 1, 32);
    const bool granted = in.boolean("granted");
    if (in.ok() && !word.match(document).hasMatch())
        in.fault("document", QStringLiteral("must consist of a-z 0-9 _ . -"));
    if (!in.ok())
        return http::failure(in.error());
    return http::reply(
            m_accounts.answerConsent(request.actor, document, version, granted),
            [](const Consent &c) { return toJson(c); }, 201);
}

Response AccountsController::users(const Request &request)
{
    const auto page = http::pageOf(request);
    if (!page)
        return http::failure(page.error());
    UserQuery query;
    query.text = request.queryValue(u"q").trimmed().left(100);
    query.offset = page->offset();
    query.limit = page->size;
    if (request.hasQuery(u"role")) {
        query.role = roleFromName(request.queryValue(u"role"));
        if (!query.role)
            return http::failure(Error::invalid(QStringLiteral("role must be one of learner, instructor, admin."), {},
                                                {{QStringLiteral("parameter"), QStringLiteral("role")}}));
    }
    return http::reply(m_accounts.users(request.actor, query), [&](const UserList &list) {
        QJsonArray users;
        for (const User &user : list.users)
            users.append(toJson(user));
        return QJsonObject{{QStringLiteral("users"), users}, {QStringLiteral("pagination"), page->toJson(list.total)}};
    });
}

void AccountsController::createUser(const Request &request, const http::Respond &respond)
{
    const auto body = request.json();
    if (!body)
        return respond(http::failure(body.error()));
    json::Reader in(*body);
    const QString login = in.text("login", 1, 300);
    const QString password = exactText(in, "password");
    if (password.isEmpty())
        in.fault("password", QStringLiteral("is required"));
    const QString displayName = displayNameOf(in).value_or(QString());
    const Role role = roleAt(in.oneOf("role", roleNames()));
    if (!in.ok())
        return respond(http::failure(in.error()));
    m_hashing.answer(callerOf(request), respond, [this, actor = request.actor, login, password, displayName, role] {
        return http::reply(
                m_accounts.createUser(actor, login, password, displayName, role),
                [](const User &u) { return toJson(u); }, 201);
    });
}

void AccountsController::updateUser(const Request &request, const http::Respond &respond)
{
    const auto id = request.idParameter();
    if (!id)
        return respond(http::failure(id.error()));
    const auto body = request.json();
    if (!body)
        return respond(http::failure(body.error()));
    json::Reader in(*body);
    UserChange change;
    change.displayName = displayNameOf(in);
    if (in.has("role"))
        change.role = roleAt(in.oneOf("role", roleNames()));
    if (in.has("disabled"))
        change.disabled = in.boolean("disabled");
    if (in.has("password")) {
        change.password = exactText(in, "password");
        if (change.password->isEmpty())
            in.fault("password", QStringLiteral("must be text"));
    }
    if (!in.ok())
        return respond(http::failure(in.error()));
    const auto update = [this, actor = request.actor, id = UserId(*id), change] {
        return http::reply(m_accounts.updateUser(actor, id, change), [](const User &u) { return toJson(u); });
    };
    if (!change.password)
        return respond(update());
    m_hashing.answer(callerOf(request), respond, update);
}

}  // namespace accounts
