#include "backend/database/engine/dialect.h"

namespace database {

QString patternFor(QString text)
{
    for (const QLatin1Char special : {QLatin1Char('!'), QLatin1Char('%'), QLatin1Char('_')})
        text.replace(special, QString(QLatin1Char('!')) + special);
    return QLatin1Char('%') + text + QLatin1Char('%');
}

}  // namespace database
