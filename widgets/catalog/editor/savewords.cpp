#include "widgets/catalog/editor/savewords.h"

#include "widgets/common/text/errortext.h"

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

bool isFull(const std::optional<Error> &error)
{
    return error && (error->reason == "disk_full"_L1 || error->reason == "storage_full"_L1);
}

bool isOffline(const std::optional<Error> &error)
{
    return !error || error->reason == "offline"_L1 || error->reason == "timeout"_L1 || error->reason == "tls_failed"_L1;
}

QString sentences(const Error &error)
{
    const ui::ErrorWords words = ui::describe(error);
    return words.next.isEmpty() ? words.what : words.what + u' ' + words.next;
}

}  // namespace

SaveWords SaveWords::of(OutlineSaver::State state, const std::optional<Error> &error,
                        const std::optional<Error> &unkept)
{
    using State = OutlineSaver::State;
    if (state == State::Saved)
        return {ui::Status::Success, tr("Saved"), {}};
    if (state == State::Saving)
        return {ui::Status::Busy, tr("Saving…"), {}};
    if (unkept) {
        const QString name = isFull(unkept) ? tr("Not saved: the disk is full") : tr("Not saved, and not kept here");
        return {ui::Status::Danger, name,
                tr("Your last changes are in this window only; closing it would lose them. %1")
                        .arg(sentences(*unkept))};
    }
    switch (state) {
    case State::Offline:
        if (isOffline(error))
            return {ui::Status::Warning, tr("Offline"),
                    tr("The server can't be reached. Your changes are kept on this computer and saved as soon as it "
                       "is back.")};
        return {ui::Status::Warning, isFull(error) ? tr("Not saved: the disk is full") : tr("Could not be saved"),
                tr("%1 Your changes are kept on this computer; saving is tried again by itself.")
                        .arg(sentences(*error))};
    case State::Conflict:
        return {ui::Status::Danger, tr("Changed elsewhere"),
                tr("Somebody else has saved this course meanwhile. Nothing of yours is lost; choose which version "
                   "stays.")};
    case State::Refused: return {ui::Status::Danger, tr("Could not be saved"), error ? sentences(*error) : QString()};
    default: return {ui::Status::Neutral, tr("Not saved yet"), {}};
    }
}

}  // namespace catalog
