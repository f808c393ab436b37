#pragma once

#include "models/domain/result.h"

#include <QString>

namespace ui {

/// What people read of a failure: what happened, and what it means or what to do about it.
struct ErrorWords {
    QString what;
    QString next;  ///< may be empty
};

/// The one place that turns the contract's `error` words into sentences, in the present language. A word without a
/// sentence of its own falls back on its code's sentence with the server's own message, so nothing is ever lost.
ErrorWords describe(const Error &error);

/// For the clipboard: both sentences, the word, and the request's id where the server gave one.
QString errorDetails(const Error &error);

}  // namespace ui
