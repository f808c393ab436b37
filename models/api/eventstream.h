#pragma once

#include "models/api/apiclient.h"

#include <QPointer>
#include <QTimer>

namespace api {

/// Listens to GET /api/events ("something changed, fetch it again", API §1) for as long as its ApiClient is connected.
/// Reconnects by itself with growing pauses (0.5 s … 8 s, jittered). It asks the server for a sign of life every
/// second; where the server does so, a silence of BeatPatience means that it has gone, and the ApiClient is told, so
/// that people hear of it within 3 s even when nothing else is asked. An older server sends one every 15 s; then 45 s
/// of silence count as a broken stream. Thread: GUI.
class EventStream : public QObject
{
    Q_OBJECT
public:
    explicit EventStream(ApiClient &api, QObject *parent = nullptr);
    ~EventStream() override;

    static constexpr int BeatPatience = 2400;  ///< ms; with Grace less than the 3 s in which a loss must be said
    static constexpr int Grace = 300;          ///< ms: what came while this program itself was busy is read first

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
    void silent();
    void read();
    void readComment(const QByteArray &comment);
    void dispatch(const QByteArray &block);
    void setListening(bool listening);

    ApiClient &m_api;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_buffer;
    QTimer m_retry;
    QTimer m_silence;
    int m_failures = 0;
    bool m_listening = false;
    bool m_beats = false;  ///< the server has said that it gives a sign of life every second
    bool m_grace = false;  ///< the silence is too long already; a last look
};

}  // namespace api
