#pragma once

#include "backend/accounts/idempotency/keptanswers.h"
#include "backend/http/routing/router.h"
#include "tests/unit/accounts/testaccounts.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <memory>
#include <vector>

namespace support {

/// A door at which keys are known, as a process has it: what it holds in memory goes with it. Thread: as the router's.
struct KeyedDoor {
    explicit KeyedDoor(TestAccounts &school) : answers(*school.store, *school.tokens, school.clock)
    {
        std::vector<std::unique_ptr<http::Middleware>> list;
        list.push_back(std::make_unique<http::Idempotency>(answers));
        router.setMiddlewares(std::move(list));
    }
    accounts::KeptAnswers answers;
    http::Router router;
};

/// How many keys the school remembers.
inline qint64 keysIn(TestAccounts &school)
{
    return school.store
            ->read([](database::Connection &c) -> Result<qint64> {
                auto s = c.prepare("SELECT COUNT(*) FROM idempotency_keys");
                if (const auto ok = s.run(); !ok)
                    return ok.error();
                return s.next() ? s.integer(0) : -1;
            })
            .value();
}

inline QString reasonOf(const http::Response &response)
{
    return QJsonDocument::fromJson(response.bytes()).object().value(QLatin1String("error")).toString();
}

}  // namespace support
