#pragma once

#include "models/api/apiclient.h"

#include <QPointer>
#include <QTimer>

namespace api {

/// Listens to GET /api/events ("something changed, fetch it again", API §1) for as long as its ApiClient is connected.
/// Reconnects by itself with growing pauses (0.5 s … 30 s, jittered); a stream that has been silent for 45 s (the
/// server sends a heartbeat every 15 s) counts as broken. Thread: GUI.
class EventStream : public QObject
{
    Q_OBJECT
public:
    explicit EventStream(ApiClient &api, QObject *parent = nullptr);
    ~EventStream() override;

    bool isListening() const { return m_listening; }

Q_SIGNALS:
    /// type "catalog.course", "media.asset", "jobs.job", …; id of the thing.
    void changed(const QString &type, qint64 id);
    /// The stream is up. Whatever happened while it was down is unknown: fetch what is shown again.
    void resumed();
    void listeningChanged(bool listening);

private:
    void open();
    void close();
    void lost();
    void read();
    void dispatch(const QByteArray &block);
    void setListening(bool listening);

    ApiClient &m_api;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_buffer;
    QTimer m_retry;
    QTimer m_silence;
    int m_failures = 0;
    bool m_listening = false;
};

}  // namespace api
