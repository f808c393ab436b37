#include "models/catalog/import/leftovertext.h"

#include <QCoreApplication>

namespace catalog {

namespace {

struct LeftOverWords {
    Q_DECLARE_TR_FUNCTIONS(LeftOver)
};

}  // namespace

QString leftOverText(LeftOverReason reason)
{
    switch (reason) {
    case LeftOverReason::Subtitle: return LeftOverWords::tr("Subtitles can't be taken in yet");
    case LeftOverReason::Picture: return LeftOverWords::tr("Pictures can't be taken in yet");
    case LeftOverReason::Sound: return LeftOverWords::tr("Sound alone can't become a lesson yet");
    case LeftOverReason::Document:
    case LeftOverReason::Unknown: return LeftOverWords::tr("Not a video");
    case LeftOverReason::Hidden: return LeftOverWords::tr("Hidden, or of the system");
    case LeftOverReason::Unfinished: return LeftOverWords::tr("Not finished yet");
    case LeftOverReason::NotVideo: return LeftOverWords::tr("Text of a program, not a video");
    case LeftOverReason::Link: return LeftOverWords::tr("A link, not the file");
    case LeftOverReason::Special: return LeftOverWords::tr("Not a file but a pipe or a device");
    case LeftOverReason::Empty: return LeftOverWords::tr("Empty");
    case LeftOverReason::Unreadable: return LeftOverWords::tr("You may not read it");
    case LeftOverReason::Unnameable: return LeftOverWords::tr("Its name can't be read on this system; rename it");
    case LeftOverReason::TooMany: return LeftOverWords::tr("Too many at once: import it with the next lot");
    }
    return {};
}

}  // namespace catalog
