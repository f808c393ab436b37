#pragma once

#include <QList>
#include <QString>

namespace settings {

/// A part that Coursewright is built on, under whose terms. Names and licences aren't translated.
struct Licence {
    QString part;
    QString licence;
    QString site;
};

QList<Licence> licences();

}  // namespace settings
