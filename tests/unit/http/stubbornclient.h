#pragma once

#include <QByteArray>

/// A client that sends all it has before it looks for an answer, and gives up when it can't send: Qt's sockets read
/// meanwhile, so they forgive a server that closes too early. Blocks its thread.
struct StubbornClient {
    bool sentAll = false;
    QByteArray answer;  ///< up to `mark`, or all that came

    static StubbornClient talk(quint16 port, bool tls, const QByteArray &bytes, const QByteArray &mark);
};
