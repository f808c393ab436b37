#pragma once

#include <QString>

/// The checks of text from outside. Thread: any (pure).
///
/// All of it (articles, passwords too) has to come back as it was stored: a NUL ends a text for many a reader behind us,
/// and half a surrogate pair has no UTF-8 form at all. That is fault().
///
/// What people see beside other people's texts (names, titles, logins) must besides show what it is: no control or
/// invisible characters, none that turn the direction of what follows, and none without a meaning of its own (private
/// use, not assigned). That is lineFault(); proseFault() lets line ends and tabs through. Joiners stay where they join:
/// in emoji and in the scripts that need them. Emoji and Han characters newer than Qt's tables are let through.
namespace text {

/// What is wrong with it, to be said behind a field's name ("must not contain …"); empty: nothing.
QString fault(const QString &text);
QString lineFault(const QString &text);
QString proseFault(const QString &text);

/// The text without what the check of the same name would name: for texts out of files, which nobody is there to mend,
/// for texts that were cut to a length and for what was pasted.
QString cleaned(const QString &text);
QString cleanedLine(const QString &text);
QString cleanedProse(const QString &text);

}  // namespace text
