#pragma once

#include "app/desktop/schoolconnection.h"
#include "widgets/common/controls/statuschip.h"

#include <QCoreApplication>

namespace desktop {

/// What the window says of its connection, in the present language: at the foot of the rail always, and in the strip
/// over the pages once while there is trouble. Thread: GUI.
struct ConnectionWords {
    Q_DECLARE_TR_FUNCTIONS(ConnectionWords)
public:
    ui::Status status = ui::Status::Neutral;
    QString name;  ///< "This computer", "school.example", "Offline"
    QString tip;
    QString notice;  ///< empty: no trouble
    QString action;  ///< what SchoolConnection::help() does

    static ConnectionWords of(const SchoolConnection &connection);

private:
    void sayFoot(const SchoolConnection &connection);
    void sayNotice(const SchoolConnection &connection);
};

}  // namespace desktop
