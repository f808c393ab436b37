#include "app/desktop/demobuild.h"

#include "backend/demo/demoschool.h"

namespace desktop {

DemoBuild::DemoBuild(QString folder, QString password, QObject *parent)
    : QObject(parent), m_folder(std::move(folder)), m_password(std::move(password))
{
}

DemoBuild::~DemoBuild()
{
    m_cancelled = true;
    if (m_thread)
        m_thread->wait();
}

void DemoBuild::start()
{
    m_thread.reset(QThread::create([this] {
        demo::Order order;
        order.folder = m_folder;
        order.password = m_password;
        order.report = [this](const demo::Step &step) {
            QMetaObject::invokeMethod(
                    this, [this, step] { Q_EMIT progressed(step.done, step.total); }, Qt::QueuedConnection);
            return !m_cancelled.load();
        };
        const Result<void> done = demo::buildSchool(order);
        QMetaObject::invokeMethod(
                this, [this, done] { Q_EMIT finished(done); }, Qt::QueuedConnection);
    }));
    m_thread->start();
}

}  // namespace desktop
