#include "tests/bench/loadgenerator.h"

#include <boost/asio.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <memory>

#ifdef Q_OS_LINUX
#include <sched.h>
#include <unistd.h>
#endif

namespace bench {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point then)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - then).count();
}

class Generator;

/// One connection: one request under way at a time.
class Connection
{
public:
    Connection(Generator &generator, asio::io_context &io) : m_generator(generator), m_socket(io) {}
    bool connect(quint16 port);
    void ask(std::string request, Clock::time_point due);

private:
    void read();
    bool complete();

    Generator &m_generator;
    tcp::socket m_socket;
    std::string m_out;
    std::string m_in;
    std::array<char, 16384> m_buffer;
    size_t m_head = 0;
    size_t m_length = 0;
    int m_status = 0;
    Clock::time_point m_due;
};

class Generator
{
public:
    explicit Generator(const Load &load) : m_load(load), m_random(12345), m_timer(m_io) {}
    LoadResult run();
    void answered(Connection &connection, Clock::time_point due, int status, const std::string &body);
    void broke(const Connection &connection);

private:
    void next(Connection &connection);
    void tick();
    bool isOver() const
    {
        return m_load.total > 0 ? m_started >= m_load.total : since(m_start) >= m_load.seconds * 1000;
    }

    const Load &m_load;
    std::mt19937_64 m_random;
    asio::io_context m_io;
    asio::steady_timer m_timer;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::vector<Connection *> m_idle;
    std::deque<Clock::time_point> m_due;  ///< open loop: due, and no connection was free
    Clock::time_point m_start;
    qint64 m_scheduled = 0;
    qint64 m_started = 0;
    qint64 m_underWay = 0;
    LoadResult m_result;
};

bool Connection::connect(quint16 port)
{
    boost::system::error_code error;
    m_socket.connect({asio::ip::address_v4::loopback(), port}, error);
    if (!error)
        m_socket.set_option(tcp::no_delay(true), error);
    return !error;
}

void Connection::ask(std::string request, Clock::time_point due)
{
    m_out = std::move(request);
    m_due = due;
    m_in.clear();
    m_head = 0;
    asio::async_write(m_socket, asio::buffer(m_out), [this](const boost::system::error_code &error, size_t) {
        if (error)
            m_generator.broke(*this);
        else
            read();
    });
}

void Connection::read()
{
    m_socket.async_read_some(asio::buffer(m_buffer), [this](const boost::system::error_code &error, size_t n) {
        if (error) {
            m_generator.broke(*this);
            return;
        }
        m_in.append(m_buffer.data(), n);
        if (complete())
            m_generator.answered(*this, m_due, m_status, m_in.substr(m_head));
        else
            read();
    });
}

bool Connection::complete()
{
    if (m_head == 0) {
        const size_t end = m_in.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        m_head = end + 4;
        m_status = std::atoi(m_in.c_str() + 9);
        const std::string name = "content-length:";
        const auto at = std::search(m_in.begin(), m_in.begin() + long(end), name.begin(), name.end(),
                                    [](char a, char b) { return std::tolower(a) == b; });
        m_length = at == m_in.begin() + long(end) ? 0 : size_t(std::atoll(&*at + name.size()));
    }
    return m_in.size() >= m_head + m_length;
}

void Generator::answered(Connection &connection, Clock::time_point due, int status, const std::string &body)
{
    m_result.latencies.push_back(since(due));
    ++m_result.requests;
    if (!m_load.accept(status, body))
        ++m_result.errors;
    --m_underWay;
    next(connection);
}

void Generator::broke(const Connection &)
{
    ++m_result.errors;
    --m_underWay;
}

void Generator::next(Connection &connection)
{
    Clock::time_point due = Clock::now();
    if (m_load.rate > 0) {
        if (m_due.empty()) {
            m_idle.push_back(&connection);
            return;
        }
        due = m_due.front();
        m_due.pop_front();
    } else if (isOver()) {
        return;
    } else if (m_load.total > 0) {
        due = m_start;
    }
    ++m_started;
    ++m_underWay;
    connection.ask(m_load.request(m_random), due);
}

// Open loop: hands out what is due by now, whether the server keeps up or not.
void Generator::tick()
{
    const double now = since(m_start);
    const double until = std::min(now, m_load.seconds * 1000);
    while (double(m_scheduled) * 1000 / m_load.rate <= until) {
        m_due.push_back(m_start + std::chrono::microseconds(qint64(double(m_scheduled) * 1e6 / m_load.rate)));
        ++m_scheduled;
    }
    while (!m_due.empty() && !m_idle.empty()) {
        Connection *connection = m_idle.back();
        m_idle.pop_back();
        next(*connection);
    }
    if (now >= m_load.seconds * 1000 && m_due.empty())
        return;
    m_timer.expires_after(std::chrono::microseconds(200));
    m_timer.async_wait([this](const boost::system::error_code &) { tick(); });
}

LoadResult Generator::run()
{
    for (int i = 0; i < m_load.connections; ++i) {
        m_connections.push_back(std::make_unique<Connection>(*this, m_io));
        if (!m_connections.back()->connect(m_load.port))
            ++m_result.errors;
    }
    m_start = Clock::now();
    if (m_load.rate > 0) {
        for (const auto &connection : m_connections)
            m_idle.push_back(connection.get());
        tick();
    } else {
        for (const auto &connection : m_connections)
            if (m_load.total == 0 || m_started < m_load.total)
                next(*connection);
    }
    m_io.run();
    m_result.seconds = since(m_start) / 1000;
    std::sort(m_result.latencies.begin(), m_result.latencies.end());
    return std::move(m_result);
}

}  // namespace

double LoadResult::quantile(double q) const
{
    return latencies.empty() ? 0 : latencies[std::min(latencies.size() - 1, size_t(q * double(latencies.size())))];
}

LoadResult run(const Load &load)
{
    Generator generator(load);
    return generator.run();
}

void pinTo(int core)
{
#ifdef Q_OS_LINUX
    cpu_set_t cores;
    CPU_ZERO(&cores);
    const long count = sysconf(_SC_NPROCESSORS_ONLN);
    for (int i = 0; i < count; ++i)
        if (core < 0 || i == core)
            CPU_SET(i, &cores);
    sched_setaffinity(0, sizeof(cores), &cores);
#else
    Q_UNUSED(core)
#endif
}

}  // namespace bench
