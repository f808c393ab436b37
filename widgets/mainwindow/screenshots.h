#pragma once

#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"
#include "widgets/mainwindow/mainwindow.h"

#include <QObject>
#include <QSize>
#include <QTimer>

#include <vector>

namespace shell {

/// `--screenshots DIR`: renders every page in both languages and both themes, at 1280 × 800 and 1920 × 1080. Each
/// picture is taken when the page says that it is loaded and nothing has repainted for a moment. Names:
/// <set>-<page>[-<view>]-<language>-<theme>-<width>[@<scale>].png. Thread: GUI, driven by the event loop.
class Screenshots : public QObject
{
    Q_OBJECT
public:
    Screenshots(MainWindow &window, ui::Theme &theme, ui::Language &language, QString folder, QString set,
                QObject *parent = nullptr);

    /// One after the other; done() or failed() ends it.
    void start();
    int taken() const { return m_taken; }
    /// How long a page may load before the tour fails.
    void setPatience(int ms) { m_patience.setInterval(ms); }

Q_SIGNALS:
    void done();
    void failed(const QString &what);

private:
    struct Shot {
        ui::Page *page;
        QString view;
        QString language;
        ui::ThemeMode theme;
        QSize size;
    };
    void addShots(ui::Page *page, const QString &view);
    bool moreShots();
    void next();
    void await();
    void take();

    MainWindow &m_window;
    ui::Theme &m_theme;
    ui::Language &m_language;
    QString m_folder;
    QString m_set;
    std::vector<Shot> m_shots;
    size_t m_at = 0;
    size_t m_page = 0;          ///< whose shots are the last in m_shots
    bool m_viewsAdded = false;  ///< a page's views are known once it has loaded
    int m_taken = 0;
    QMetaObject::Connection m_waiting;
    QTimer m_patience;
};

}  // namespace shell
