#pragma once

#include "backend/accounts/people/accountsservice.h"
#include "backend/accounts/people/loginsettling.h"
#include "backend/accounts/sessions/sessionservice.h"
#include "tests/support/teststore.h"

#include <atomic>
#include <functional>
#include <utility>

namespace support {

/// The people of a school without a door: store, tokens, services and a clock that tests move. Passwords are hashed at
/// the least cost Argon2 allows.
class TestAccounts
{
public:
    static constexpr accounts::Argon2Policy Cheap{8, 1, 1};

    class MovableClock final : public Clock
    {
    public:
        Millis now() const override { return m_now; }
        Millis steady() const override { return m_steady; }
        void advance(Millis by)
        {
            m_now += by;
            m_steady += by;
        }
        void setBack(Millis by) { m_now -= by; }

    private:
        std::atomic<Millis> m_now{1'767'225'600'000};
        std::atomic<Millis> m_steady{5'000};
    };

    /// Lets a test do something between the comparison of a password and what follows from it.
    class HookedHasher final : public accounts::PasswordHasher
    {
    public:
        using PasswordHasher::PasswordHasher;
        std::function<void()> afterNext;
        Result<bool> verify(const QByteArray &phc, const QByteArray &password) override
        {
            auto right = PasswordHasher::verify(phc, password);
            if (const auto hook = std::exchange(afterNext, {}))
                hook();
            return right;
        }
    };

    explicit TestAccounts(accounts::Argon2Policy policy = Cheap) : m_policy(policy) { start(); }

    /// The same school in a new process: everything in memory is gone.
    void restart()
    {
        sessions.reset();
        accounts.reset();
        hasher.reset();
        store.close();
        tokens.reset();
        store.reopen();
        start();
    }

    accounts::User add(const QString &login, accounts::Role role = accounts::Role::Learner)
    {
        const auto made = accounts->createUser(root, login, Password, {}, role);
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        return *made;
    }

    inline static const QString Password = QStringLiteral("correct horse 7");
    inline static const accounts::Actor root{UserId(), accounts::Role::Admin, true};
    const accounts::Client phone{"192.0.2.1", QStringLiteral("phone")};
    const accounts::Client tablet{"192.0.2.2", QStringLiteral("tablet")};

    MovableClock clock;
    TestStore store;
    events::EventHub events;
    std::unique_ptr<accounts::TokenService> tokens;
    std::unique_ptr<accounts::Consents> consents;
    std::unique_ptr<HookedHasher> hasher;
    std::unique_ptr<accounts::AccountsService> accounts;
    std::unique_ptr<accounts::SessionService> sessions;

    void start()
    {
        auto opened = accounts::TokenService::open(*store, clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        tokens = std::move(*opened);
        consents = std::make_unique<accounts::Consents>(accounts::ConsentRule::Required);
        if (const auto loaded = consents->load(*store); !loaded)
            qFatal("%s", qPrintable(loaded.error().message));
        if (const auto settled = accounts::settleLogins(*store); !settled)
            qFatal("%s", qPrintable(settled.error().message));
        hasher = std::make_unique<HookedHasher>(m_policy);
        accounts = std::make_unique<accounts::AccountsService>(*store, *tokens, *consents, *hasher, events, clock);
        sessions = std::make_unique<accounts::SessionService>(*store, *accounts, *tokens, *hasher, clock);
    }

private:
    accounts::Argon2Policy m_policy;
};

}  // namespace support
