#pragma once

#include <QString>

namespace server {

struct DemoOrder {
    QString folder;    ///< empty, or not there
    QString password;  ///< empty: a fresh one
};

/// Makes the demo school, says its steps on stderr and its logins on stdout. 0, or 1 with a sentence on stderr.
int makeDemo(const DemoOrder &order);

}  // namespace server
