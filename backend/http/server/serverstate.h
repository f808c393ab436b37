#pragma once

#include "backend/http/connection/connectionslots.h"
#include "backend/http/message/bodybudget.h"
#include "backend/http/middleware/requestids.h"
#include "backend/http/server/server.h"
#include "backend/http/server/workerpool.h"
#include "backend/telemetry/metrics.h"

#include <algorithm>
#include <atomic>

namespace http {

/// What every connection of a server shares. Owned together by the server, its connections and the exchanges that are
/// still with a handler, so that what an answer needs is still there when it comes after the stop. Thread: any.
struct ServerState {
    ServerState(const Router &routes, WorkerPool &pool, WorkerPool &forLargeBodies, telemetry::Metrics &metrics,
                const ServerOptions &options)
        : router(routes), workers(pool), largeBodies(forLargeBodies), limits(options.limits),
          bodyFolder(options.bodyFolder), bodies(options.limits.bodyBytes), connectionSlots(slotsFor(options)),
          accepted(metrics.counter("http_connections_accepted_total")),
          refused(metrics.counter("http_connections_refused_total")),
          cutOff(metrics.counter("http_deadlines_missed_total")), bytesSent(metrics.counter("http_sent_bytes_total")),
          duration(metrics.histogram("http_request_duration_seconds")),
          answers{&metrics.counter("http_responses_total{class=\"1xx\"}"),
                  &metrics.counter("http_responses_total{class=\"2xx\"}"),
                  &metrics.counter("http_responses_total{class=\"3xx\"}"),
                  &metrics.counter("http_responses_total{class=\"4xx\"}"),
                  &metrics.counter("http_responses_total{class=\"5xx\"}")}
    {
    }

    static ConnectionSlots slotsFor(const ServerOptions &options)
    {
        const int all = connectionsWithDescriptors(options.limits.connections);
        const int perAddress = options.limits.connectionsPerAddress;
        return {all, perAddress > 0 ? perAddress : std::max(1, all / 4), options.trustedProxies};
    }

    void countAnswer(int status) { answers[qBound(1, status / 100, 5) - 1]->add(); }

    const Router &router;
    WorkerPool &workers;
    WorkerPool &largeBodies;  ///< few threads: small requests never wait behind what takes long to parse
    const ServerLimits limits;
    const QString bodyFolder;
    BodyBudget bodies;
    ConnectionSlots connectionSlots;
    RequestIds ids;
    std::atomic<bool> stopping{false};
    std::atomic<int> pending{0};  ///< requests with the workers

    telemetry::Counter &accepted;
    telemetry::Counter &refused;
    telemetry::Counter &cutOff;
    telemetry::Counter &bytesSent;
    telemetry::Histogram &duration;
    telemetry::Counter *answers[5];
};

}  // namespace http
