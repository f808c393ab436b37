#pragma once

#include <QLocalServer>
#include <QObject>

namespace desktop {

/// One program per school and user: who starts it again gets the window that is there. The data folder's lock is what
/// keeps two from writing; this only says hello. Thread: GUI; claim() waits up to a second or two for the other one.
class OneInstance : public QObject
{
    Q_OBJECT
public:
    explicit OneInstance(const QString &dataFolder, QObject *parent = nullptr);

    /// True: we are the first, and hear of those who come later. False: the first one has answered and comes forward.
    bool claim();

Q_SIGNALS:
    void startedAgain();

private:
    void greet();
    bool callFirst() const;

    QString m_name;
    QLocalServer m_server;
};

}  // namespace desktop
