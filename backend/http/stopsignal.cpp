#include "backend/http/stopsignal.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <thread>

namespace http {

struct StopSignal::Impl {
    boost::asio::io_context context;
    boost::asio::signal_set signals{context, SIGINT, SIGTERM};
    std::thread thread;
};

StopSignal::StopSignal(std::function<void()> stop) : m_impl(std::make_unique<Impl>())
{
    m_impl->signals.async_wait([stop = std::move(stop)](const boost::system::error_code &error, int) {
        if (!error)
            stop();
    });
    m_impl->thread = std::thread([this] { m_impl->context.run(); });
}

StopSignal::~StopSignal()
{
    m_impl->context.stop();
    m_impl->thread.join();
}

}  // namespace http
