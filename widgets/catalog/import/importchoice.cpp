#include "widgets/catalog/import/importchoice.h"

#include "models/domain/catalog/filetypes.h"
#include "widgets/common/theme/icons.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr auto FolderKey = "courses/importFolder"_L1;

QString startFolder()
{
    return QSettings().value(FolderKey, QStandardPaths::writableLocation(QStandardPaths::MoviesLocation)).toString();
}

/// "Videos (*.mp4 *.mov …)", and everything for who knows better.
QString filters()
{
    QStringList patterns;
    for (const QString &ending : videoExtensions())
        patterns << u"*."_s + ending << u"*."_s + ending.toUpper();
    return ImportMenu::tr("Videos (%1)").arg(patterns.join(u' ')) + u";;"_s + ImportMenu::tr("All files (*)");
}

}  // namespace

ImportMenu::ImportMenu(QWidget *parent)
    : QMenu(parent), m_files(addAction(ui::icon(u"file"_s), {})), m_folder(addAction(ui::icon(u"chapter"_s), {}))
{
    connect(m_files, &QAction::triggered, this, [this] { Q_EMIT chosen(false); });
    connect(m_folder, &QAction::triggered, this, [this] { Q_EMIT chosen(true); });
    retranslate();
}

void ImportMenu::retranslate()
{
    m_files->setText(tr("Files…"));
    m_folder->setText(tr("A folder…"));
}

void ImportMenu::popupBelow(QWidget *button)
{
    popup(button->mapToGlobal(button->rect().bottomLeft()));
}

QList<QUrl> chooseImport(QWidget *parent, bool folder)
{
    QList<QUrl> urls;
    if (folder) {
        const QString path =
                QFileDialog::getExistingDirectory(parent, ImportMenu::tr("Choose a folder of videos"), startFolder());
        if (!path.isEmpty())
            urls << QUrl::fromLocalFile(path);
    } else {
        for (const QString &path :
             QFileDialog::getOpenFileNames(parent, ImportMenu::tr("Choose videos"), startFolder(), filters()))
            urls << QUrl::fromLocalFile(path);
    }
    if (!urls.isEmpty()) {
        const QString first = urls.first().toLocalFile();
        QSettings().setValue(FolderKey, folder ? first : QFileInfo(first).absolutePath());
    }
    return urls;
}

QString chooseVideo(QWidget *parent)
{
    const QString path =
            QFileDialog::getOpenFileName(parent, ImportMenu::tr("Choose a file"), startFolder(), filters());
    if (!path.isEmpty())
        QSettings().setValue(FolderKey, QFileInfo(path).absolutePath());
    return path;
}

}  // namespace catalog
