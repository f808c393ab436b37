#pragma once

#include "backend/backend.h"
#include "tests/support/apiscript.h"
#include "tests/support/testdatabase.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

/// A clock that tests move while the backend's threads read it.
class TestClock final : public Clock
{
public:
    Millis now() const override { return m_now.load(); }
    void advance(Millis by) { m_now += by; }

private:
    std::atomic<Millis> m_now{1'767'225'600'000};  // 2026-01-01T00:00:00Z
};

/// A fresh school in a temporary folder with the people of the .api scripts: admin, teacher, teacher2, learner,
/// learner2 (password "correct horse 7"), and the local owner. All have agreed to the privacy policy. Jobs do not run
/// unless asked for.
class TestSchool
{
public:
    /// `adjust` may change the options before the school opens.
    explicit TestSchool(bool runJobs = false, const std::function<void(Backend::Options &)> &adjust = {});
    ~TestSchool();

    bool isOpen() const { return m_backend != nullptr && m_fault.isEmpty(); }
    QString fault() const { return m_fault; }
    Backend &backend() { return *m_backend; }
    TestClock &clock() { return m_clock; }
    /// One more person with that password, who has agreed; nobody: it went wrong (see fault).
    UserId add(const QString &name, accounts::Role role);
    UserId user(const QString &name) const { return m_users.value(name); }
    ApiScript::Host scriptHost();
    /// One request at the door; `body` may be empty.
    http::Response ask(const QString &as, http::Method method, const QByteArray &target, const QJsonObject &body = {});

private:
    void agree(const QString &name);
    QByteArray token(const QString &name) const;

    support::TestDatabase m_database;
    QTemporaryDir m_folder;
    TestClock m_clock;
    std::unique_ptr<Backend> m_backend;
    QHash<QString, UserId> m_users;
    QString m_fault;
};
