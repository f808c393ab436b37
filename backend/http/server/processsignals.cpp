#include "backend/http/server/processsignals.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <thread>

namespace http {

struct ProcessSignals::Impl {
    boost::asio::io_context context;
    boost::asio::signal_set ending{context, SIGINT, SIGTERM};
    boost::asio::signal_set hangUp{context};
    std::function<void()> reopenLogs;
    std::thread thread;

    void awaitHangUp()
    {
        hangUp.async_wait([this](const boost::system::error_code &error, int) {
            if (error)
                return;
            reopenLogs();
            awaitHangUp();
        });
    }
};

ProcessSignals::ProcessSignals(std::function<void()> stop, std::function<void()> reopenLogs)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->ending.async_wait([stop = std::move(stop)](const boost::system::error_code &error, int) {
        if (!error)
            stop();
    });
#ifdef SIGHUP
    m_impl->reopenLogs = std::move(reopenLogs);
    m_impl->hangUp.add(SIGHUP);
    m_impl->awaitHangUp();
#endif
    m_impl->thread = std::thread([this] { m_impl->context.run(); });
}

ProcessSignals::~ProcessSignals()
{
    m_impl->context.stop();
    m_impl->thread.join();
}

}  // namespace http
