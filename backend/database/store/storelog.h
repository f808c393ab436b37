#pragma once

#include <QLoggingCategory>

/// What happens to the store: damage, a full disk, schema changes. Defined with the writer.
Q_DECLARE_LOGGING_CATEGORY(storeLog)
