#pragma once

#include <QString>
#include <QStringList>

/// The order in which a person would put file names: 第2讲 before 第10讲, 二 before 十 before 十一 (UX Import).
///
/// A name is read as a sequence of numbers and words; numbers compare by value and stand before words, words compare by
/// code point without case. Numbers are runs of digits of any width or script (２ = 2 = 02), circled digits (②), Roman
/// numeral characters (Ⅱ) and Chinese numerals (十二, 一百零五, 二〇二六; 两, 廿 and the banker's forms too). Spaces
/// and punctuation only separate. 上/中/下 at the end of a word are the parts 1, 2, 3; 甲/乙/丙 … that stand alone or
/// before a counting word (乙篇) are 1 to 10. A known file extension is ignored. Names that differ in none of this fall back to plain code-point order, so the order is total and never
/// depends on the machine's locale. Thread: any (pure).
namespace catalog {

/// <0, 0, >0 like strcmp; 0 only for identical texts.
int compareNatural(const QString &a, const QString &b);
inline bool naturalLess(const QString &a, const QString &b)
{
    return compareNatural(a, b) < 0;
}

/// Relative paths with '/': folder by folder; files of a folder stand before its sub-folders.
int compareNaturalPaths(const QString &a, const QString &b);

/// Stable sort; each name is read once.
QStringList sortedNaturally(QStringList names);

/// The name without its extension, when that is one of a file type the studio knows ("1.2 Loops.mp4" → "1.2 Loops",
/// "Chapter 1.2" stays).
QString fileStem(const QString &fileName);

/// The value of a text that is wholly a Chinese numeral, -1 for anything else or beyond 10^16.
qint64 chineseNumeral(QStringView text);

}  // namespace catalog
