#include "app/desktop/connectionwords.h"

#include "widgets/common/text/errortext.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace desktop {

namespace {

using State = service::ServiceControl::State;
using Trouble = SchoolConnection::Trouble;

QString timeOfDay(Millis time)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time).toLocalTime().time(), u"HH:mm"_s);
}

}  // namespace

ConnectionWords ConnectionWords::of(const SchoolConnection &connection)
{
    ConnectionWords words;
    words.sayFoot(connection);
    words.sayNotice(connection);
    return words;
}

void ConnectionWords::sayFoot(const SchoolConnection &connection)
{
    const auto say = [this](ui::Status look, const QString &text, const QString &more) {
        status = look;
        name = text;
        tip = more;
    };
    const Trouble trouble = connection.trouble();
    if (trouble == Trouble::SignedOut && !connection.isRemote() && !connection.isLocalShown())
        return say(ui::Status::Warning, tr("Signed out"), tr("%1 wants you to sign in again.").arg(connection.host()));
    if (connection.isRemote()) {
        const QString host = connection.host();
        if (trouble == Trouble::Lost)
            return say(ui::Status::Warning, tr("Offline"), tr("%1 does not answer.").arg(host));
        return say(ui::Status::Success, host, tr("Signed in to %1 as %2").arg(host, connection.displayName()));
    }
    const service::ServiceControl &local = connection.local();
    switch (local.state()) {
    case State::Running:
        if (trouble == Trouble::Lost)
            return say(ui::Status::Warning, tr("Offline"), tr("The school on this computer does not answer."));
        if (const Result<void> storing = local.storing(); !storing)
            return say(ui::Status::Danger, tr("Nothing is stored"), ui::describe(storing.error()).what);
        return say(ui::Status::Success, tr("This computer"),
                   tr("The school on this computer is running at %1").arg(local.url().toString()));
    case State::Starting:
        return say(ui::Status::Busy, tr("Starting…"), tr("The school on this computer is being opened."));
    case State::Stopping:
        return say(ui::Status::Busy, tr("Stopping…"), tr("The school on this computer is being closed."));
    case State::Stopped: return say(ui::Status::Neutral, tr("Stopped"), tr("The school on this computer is stopped."));
    case State::Failed: return say(ui::Status::Danger, tr("Not running"), ui::describe(local.lastError()).what);
    }
}

void ConnectionWords::sayNotice(const SchoolConnection &connection)
{
    const auto say = [this](const QString &text, const QString &button) {
        notice = text;
        action = button;
    };
    switch (connection.trouble()) {
    case Trouble::None: break;
    case Trouble::Connecting: say(tr("Connecting to %1…").arg(connection.host()), tr("Stay here")); break;
    case Trouble::Unreachable:
        say(tr("%1 can't be reached. This is the school on this computer.").arg(connection.host()), tr("Try again"));
        break;
    case Trouble::SignedOut: say(tr("%1 wants you to sign in again.").arg(connection.host()), tr("Sign in")); break;
    case Trouble::LocalFailed: {
        const ui::ErrorWords words = ui::describe(connection.local().lastError());
        say(words.what + u' ' + words.next, tr("Try again"));
        break;
    }
    case Trouble::NotStoring: {
        const ui::ErrorWords words = ui::describe(connection.local().storing().error());
        say(words.what + u' ' + words.next, {});  // it goes on by itself
        break;
    }
    case Trouble::LocalStopped:
    case Trouble::Lost: {
        const QString since = timeOfDay(connection.lostSince().value_or(0));
        if (connection.trouble() == Trouble::LocalStopped)
            say(tr("The school on this computer is stopped. The pages show it as it was at %1.").arg(since),
                tr("Start"));
        else if (connection.isRemote())
            say(tr("%1 has not answered since %2. The pages show it as it was then.").arg(connection.host(), since),
                tr("Try again"));
        else
            say(tr("The school on this computer has not answered since %1. The pages show it as it was then.")
                        .arg(since),
                tr("Try again"));
        break;
    }
    }
}

}  // namespace desktop
