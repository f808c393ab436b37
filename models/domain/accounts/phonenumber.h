#pragma once

#include <QString>

#include <optional>

/// Phone numbers as people write them. Pure; thread: any. Source: ITU-T E.164, the mobile numbers of country code 86.
namespace accounts {

/// The one form of a number, "+8613800138000", or nothing when the text is no phone number: with + (or 00) and a country
/// code, or a mobile number of country code 86 with it or without. Spaces, dashes, dots and brackets between the digits
/// say nothing. Other digits without a country code may be anybody's number for anything (a pupil's, an employee's), so
/// they are left alone. `text` is folded by NFKC already, so that full width digits are plain ones.
std::optional<QString> phoneNumber(const QString &text);

}  // namespace accounts
