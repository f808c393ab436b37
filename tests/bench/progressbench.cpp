#include "tests/bench/benchschool.h"
#include "tests/bench/loadgenerator.h"
#include "tests/support/serverprocess.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>

/// ./dev bench progress: the sync, get and memory rows of the measuring rules. The server runs on core 0, this program
/// on core 1. The bare loop and the server take turns; median and worst pair are printed. What the usual stack reached
/// was measured once, elsewhere, and is only quoted; ratios to the bare loop are of this run.
/// --quick: one short round; sync1, sync10, coverage, burst, get, encode: only these.
using namespace Qt::StringLiterals;

namespace {

constexpr int ServerCore = 0, GeneratorCore = 1;

struct Bench {
    LearningSchool school;
    QTemporaryDir work;
    quint16 port = 0;
    qint64 server = 0;  ///< process id
    int rounds = 3;
    double seconds = 5;

    bench::Load load(int connections) const
    {
        bench::Load out;
        out.port = port;
        out.connections = connections;
        out.seconds = seconds;
        out.accept = [](int status, const std::string &body) {
            return status == 200 && body.find("\"failed\"") == std::string::npos;
        };
        return out;
    }
    bench::Load sync(int records, bool coverage, int connections = 64) const
    {
        bench::Load out = load(connections);
        out.request = [this, records, coverage](std::mt19937_64 &random) {
            return bench::syncRequest(school, records, coverage, random);
        };
        return out;
    }
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// A line of /proc/<pid>/status in MB; 0 where there is none.
double memory(qint64 pid, const char *field)
{
    QFile status(u"/proc/%1/status"_s.arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith(field))
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

/// Processor seconds that a process has used; 0 where that can't be asked.
double processorSeconds(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = stat.readAll();
    const QByteArrayList fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return fields.size() > 12 ? (fields[11].toDouble() + fields[12].toDouble()) / 100 : 0;  // ticks of 10 ms
}

/// Runs a load and prints it, with what the server spent on each request.
bench::LoadResult measured(const Bench &b, const char *what, const bench::Load &load, int records);

struct StoreCount {
    double commits = 0;
    double writes = 0;
};

StoreCount storeCount(const Bench &b)
{
    StoreCount out;
    bench::Load load = b.load(1);
    load.total = 1;
    load.request = [](std::mt19937_64 &) { return std::string("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"); };
    load.accept = [&](int, const std::string &body) {
        for (const QByteArray &line : QByteArray::fromStdString(body).split('\n')) {
            if (line.startsWith("store_commits_total "))
                out.commits = line.mid(20).toDouble();
            else if (line.startsWith("store_writes_total "))
                out.writes = line.mid(19).toDouble();
        }
        return true;
    };
    bench::run(load);
    return out;
}

void print(const char *what, const bench::LoadResult &r, int records)
{
    std::printf("%-46s %9.0f req/s %9.0f rec/s   p50 %7.2f ms  p99 %7.2f ms  errors %lld\n", what, r.perSecond(),
                r.perSecond() * records, r.quantile(0.5), r.quantile(0.99), static_cast<long long>(r.errors));
    std::fflush(stdout);
}

bench::LoadResult measured(const Bench &b, const char *what, const bench::Load &load, int records)
{
    const double before = processorSeconds(b.server);
    bench::LoadResult result = bench::run(load);
    const double spent = processorSeconds(b.server) - before;
    print(what, result, records);
    if (spent > 0)
        std::printf("    processor %.0f %%, %.0f µs a request\n", 100 * spent / result.seconds,
                    1e6 * spent / double(std::max<qint64>(1, result.requests)));
    return result;
}

/// Bare loop and server in turn; then the latency at half of what was reached, with an open loop.
void measureSync(const Bench &b, int records, bool coverage, double usualPerSecond)
{
    std::printf("\nsync, %d record%s a request%s, 64 connections\n", records, records > 1 ? "s" : "",
                coverage ? ", with coverage and watch time" : "");
    std::vector<double> reached, ratios;
    const StoreCount before = storeCount(b);
    qint64 requests = 0;
    for (int round = 0; round < b.rounds; ++round) {
        bench::pinTo(ServerCore);
        const double bare = bench::bareLoop(b.school, b.work.filePath(u"pristine.db"_s), b.work.path(), b.seconds / 2);
        bench::pinTo(GeneratorCore);
        std::printf("  bare loop %.0f rows/s\n", bare);
        const bench::LoadResult r = measured(b, "  closed loop", b.sync(records, coverage), records);
        reached.push_back(r.perSecond());
        ratios.push_back(bare > 0 ? r.perSecond() * records / bare : 0);
        requests += r.requests;
    }
    const StoreCount after = storeCount(b);
    std::printf("  median %.0f req/s = %.0f rec/s; of the bare loop: median %.2f, worst pair %.2f\n", median(reached),
                median(reached) * records, median(ratios), *std::min_element(ratios.begin(), ratios.end()));
    std::printf("  usual stack, quoted: %.0f req/s → %.1f×\n", usualPerSecond, median(reached) / usualPerSecond);
    std::printf("  durable commits %.0f for %lld requests: %.1f requests a commit\n", after.commits - before.commits,
                static_cast<long long>(requests), double(requests) / std::max(1.0, after.commits - before.commits));
    bench::Load open = b.sync(records, coverage);
    for (const double share : {0.5, 0.8}) {
        open.rate = median(reached) * share;
        const std::string what = "  open loop at " + std::to_string(int(open.rate)) + " req/s";
        print(what.c_str(), bench::run(open), records);
    }
}

void measureBurst(const Bench &b)
{
    std::printf("\nburst: 1,000 connections, 10 records each, all at once\n");
    for (int round = 0; round < b.rounds; ++round) {
        bench::Load load = b.sync(10, false, 1000);
        load.total = 1000;
        const bench::LoadResult r = bench::run(load);
        std::printf("  last answer %7.1f ms  p50 %7.1f ms  errors %lld\n", r.quantile(1.0), r.quantile(0.5),
                    static_cast<long long>(r.errors));
    }
    bench::Load steady = b.sync(10, false, 1000);
    steady.rate = 500;
    print("  steady, 1,000 connections, open loop at 500/s", bench::run(steady), 10);
}

void measureGet(const Bench &b)
{
    std::printf("\nprogress/get, random rows, 64 connections\n");
    std::vector<double> reached;
    for (int round = 0; round < b.rounds; ++round) {
        bench::Load load = b.load(64);
        load.request = [&](std::mt19937_64 &random) { return bench::getRequest(b.school, random); };
        const bench::LoadResult r = measured(b, "  closed loop", load, 1);
        reached.push_back(r.perSecond());
    }
    std::printf("  usual stack with Redis, quoted: 1335 req/s → %.1f×\n", median(reached) / 1335);
}

/// The same traffic on an idle machine and while FFmpeg encodes beside it, at the priority that the product gives it.
void measureWhileEncoding(const Bench &b)
{
    constexpr int Rate = 1000;
    std::printf("\nsync, 1 record a request, open loop at %d/s, while a transcode runs\n", Rate);
    std::vector<double> ratios;
    for (int round = 0; round < b.rounds; ++round) {
        bench::Load load = b.sync(1, false);
        load.rate = Rate;
        const bench::LoadResult idle = bench::run(load);
        print("  idle", idle, 1);
        QProcess encoder;
        encoder.setStandardErrorFile(QProcess::nullDevice());
        encoder.setProgram(u"nice"_s);
        encoder.setArguments({u"-n"_s, u"10"_s, u"ffmpeg"_s, u"-v"_s, u"error"_s, u"-f"_s, u"lavfi"_s, u"-i"_s,
                              u"testsrc2=size=1920x1080:rate=30:duration=600"_s, u"-c:v"_s, u"libx264"_s, u"-preset"_s,
                              u"medium"_s, u"-f"_s, u"null"_s, u"-"_s});
        encoder.setChildProcessModifier([] { bench::pinTo(-1); });
        encoder.start();
        if (!encoder.waitForStarted())
            return void(std::printf("  FFmpeg did not start\n"));
        const bench::LoadResult busy = bench::run(load);
        encoder.kill();
        encoder.waitForFinished();
        print("  while encoding", busy, 1);
        ratios.push_back(busy.quantile(0.99) / std::max(0.001, idle.quantile(0.99)));
    }
    std::printf("  p99 while encoding, of idle: median %.2f, worst %.2f\n", median(ratios),
                *std::max_element(ratios.begin(), ratios.end()));
}

QString processorName()
{
    QFile info(u"/proc/cpuinfo"_s);
    if (info.open(QIODevice::ReadOnly))
        for (const QByteArray &line : info.readAll().split('\n'))
            if (line.startsWith("model name"))
                return QString::fromUtf8(line.mid(line.indexOf(':') + 2));
    return QSysInfo::currentCpuArchitecture();
}

}  // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Bench b;
    const QStringList words = app.arguments();
    if (words.contains(u"--quick"_s)) {
        b.rounds = 1;
        b.seconds = 2;
    }
    std::printf("%s, %d cores, %s; Qt %s, %s; coursewright %s\n", qPrintable(processorName()),
                QThread::idealThreadCount(), qPrintable(QSysInfo::prettyProductName()), qVersion(),
                "SQLite WAL synchronous=FULL", COURSEWRIGHT_VERSION);
    std::printf("making a school of %d learners × %d lessons …\n", bench::Learners, bench::Lessons);
    std::fflush(stdout);
    QTemporaryDir data;
    auto school = LearningSchool::make(data.path(), bench::Learners, bench::Lessons);
    if (!school) {
        std::fprintf(stderr, "%s\n", qPrintable(school.error().message));
        return 1;
    }
    b.school = std::move(*school);
    if (const auto filled = bench::fillProgress(b.school); !filled) {
        std::fprintf(stderr, "%s\n", qPrintable(filled.error().message));
        return 1;
    }
    if (const auto fresh = b.school.renewTokens(); !fresh)  // the quarter of an hour begins now
        return 1;

    if (!QFile::copy(data.filePath(u"school.db"_s), b.work.filePath(u"pristine.db"_s)))
        return 1;

    ServerProcess server(QStringLiteral(SERVER_PROGRAM), data.path(), ServerCore);
    if (!server.start({u"--requests-per-minute"_s, u"0"_s})) {
        std::fprintf(stderr, "%s\n", qPrintable(server.fault()));
        return 1;
    }
    b.port = server.port();
    b.server = server.pid();
    std::printf("server on core %d, this program on core %d; idle: %.0f MB\n", ServerCore, GeneratorCore,
                memory(server.pid(), "VmRSS"));
    bench::pinTo(GeneratorCore);
    const auto wanted = [&](const QString &part) {
        return words.size() < 2 || words.last().startsWith(u"--"_s) || words.contains(part);
    };
    if (wanted(u"sync1"_s))
        measureSync(b, 1, false, 843);
    if (wanted(u"sync10"_s))
        measureSync(b, 10, false, 202);
    if (wanted(u"coverage"_s))
        measureSync(b, 10, true, 202);
    if (wanted(u"burst"_s))
        measureBurst(b);
    if (wanted(u"get"_s))
        measureGet(b);
    if (wanted(u"encode"_s))
        measureWhileEncoding(b);
    std::printf("\nmemory after all of it: %.0f MB resident, %.0f MB at most (usual stack, quoted: 312 MB)\n",
                memory(server.pid(), "VmRSS"), memory(server.pid(), "VmHWM"));
    return server.stop() ? 0 : 1;
}
