#pragma once

#include <QtGlobal>

#include <functional>
#include <random>
#include <string>
#include <vector>

/// Loads a server on this machine over keep-alive connections, from one thread. Only ever loopback.
namespace bench {

struct Load {
    quint16 port = 0;
    int connections = 64;
    double seconds = 5;
    double rate = 0;  ///< requests/s, open loop; 0: closed loop, each connection asks again when it was answered
    int total = 0;    ///< > 0: so many requests, all due at once, after everyone has connected (a burst)
    std::function<std::string(std::mt19937_64 &)> request;  ///< head and body
    std::function<bool(int status, const std::string &body)> accept;
};

struct LoadResult {
    qint64 requests = 0;
    qint64 errors = 0;  ///< refused, wrong or no answer
    double seconds = 0;
    std::vector<double>
            latencies;  ///< ms, sorted. Open loop and burst: from when a request was due, not from when it was sent
    double perSecond() const { return seconds > 0 ? double(requests) / seconds : 0; }
    double quantile(double q) const;
};

LoadResult run(const Load &load);

/// Runs the calling thread on one processor core only; −1: on any. Does nothing where the system has no way for it.
void pinTo(int core);

}  // namespace bench
