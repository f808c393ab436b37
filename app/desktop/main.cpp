#include "app/desktop/desktop.h"
#include "app/desktop/oneinstance.h"
#include "app/desktop/picturetour.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    // Qt's GStreamer backend ends the program where a plug-in is missing; FFmpeg's is in Qt itself.
    qputenv("QT_MEDIA_BACKEND", "ffmpeg");
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"Coursewright"_s);
    QApplication::setApplicationName(u"Coursewright"_s);
    QApplication::setApplicationVersion(QStringLiteral(COURSEWRIGHT_VERSION));

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
            {u"data"_s, u"The folder of the school."_s, u"DIR"_s},
            {u"screenshots"_s, u"Render every page to pictures in DIR, then end."_s, u"DIR"_s},
            {u"set"_s, u"With --screenshots and --data: how the pictures are called."_s, u"NAME"_s, u"school"_s},
    });
    parser.process(application);

    if (parser.isSet(u"screenshots"_s)) {
        desktop::PictureTour tour(application, parser.value(u"screenshots"_s), parser.value(u"data"_s),
                                  parser.value(u"set"_s));
        QObject::connect(
                &tour, &desktop::PictureTour::finished, &application, [](int code) { QApplication::exit(code); },
                Qt::QueuedConnection);
        tour.start();
        return QApplication::exec();
    }

    const QString usual = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/school"_s;
    const QString folder = parser.isSet(u"data"_s) ? parser.value(u"data"_s) : usual;
    desktop::OneInstance instance(folder);
    if (!instance.claim())
        return 0;  // the window that is there has come forward
    desktop::Desktop desktop(application, {folder, {}, true});
    QObject::connect(&instance, &desktop::OneInstance::startedAgain, &desktop, &desktop::Desktop::comeForward);
    desktop.run();
    return QApplication::exec();
}
