#include "app/desktop/oneinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace desktop {

namespace {

constexpr int Patience = 2000;  // ms; a program that is stuck must not keep another from saying so
const QByteArray Answer = "here\n"_ba;

/// Links resolved as far as the path is there, so that it is the same before and after the folder has been made.
QString settledPath(const QString &path)
{
    const QFileInfo info(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    if (info.exists() || info.isRoot())
        return info.canonicalFilePath();
    return QDir(settledPath(info.absolutePath())).filePath(info.fileName());
}

/// The same for every spelling of the folder. In the user's own runtime folder, where nobody else can put a name.
QString nameFor(const QString &dataFolder)
{
    const QString path = settledPath(dataFolder);
    const QByteArray key = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    const QString name = u"coursewright-"_s + QString::fromLatin1(key);
#ifdef Q_OS_UNIX
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return folder.isEmpty() ? name : folder + u'/' + name;
#else
    return name;
#endif
}

}  // namespace

OneInstance::OneInstance(const QString &dataFolder, QObject *parent) : QObject(parent), m_name(nameFor(dataFolder))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &OneInstance::greet);
}

bool OneInstance::callFirst() const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    return socket.waitForConnected(Patience) && socket.waitForReadyRead(Patience) && socket.readAll() == Answer;
}

bool OneInstance::claim()
{
    if (callFirst())
        return false;
    QLocalServer::removeServer(m_name);  // what a program left behind that ended without a word
    m_server.listen(m_name);
    return true;
}

void OneInstance::greet()
{
    while (QLocalSocket *caller = m_server.nextPendingConnection()) {
        connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
        caller->write(Answer);
        caller->flush();
        caller->disconnectFromServer();
        Q_EMIT startedAgain();
    }
}

}  // namespace desktop
