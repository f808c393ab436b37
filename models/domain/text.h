#pragma once

#include <QString>

/// The one check of text from outside (titles, names, articles, passwords), so that what is stored is what comes back:
/// a NUL ends a text for many a reader behind us, and half a surrogate pair has no UTF-8 form at all, so it would come
/// back as another character. Other odd characters are people's own business. Thread: any (pure).
namespace text {

/// What is wrong with it, to be said behind a field's name ("must not contain …"); empty: nothing.
QString fault(const QString &text);

/// The text without what fault() would name: for texts out of files, which nobody is there to mend, and for texts that
/// were cut to a length.
QString cleaned(const QString &text);

}  // namespace text
