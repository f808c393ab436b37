#include "widgets/catalog/forms/coverfield.h"

#include "widgets/catalog/forms/fields.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/theme/tokens.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr QSize PictureSize(256, 144);
constexpr int MostPosters = 30;  // a menu longer than the screen finds nothing

QString onlyFile(const QMimeData &mime)
{
    const QList<QUrl> urls = mime.urls();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

}  // namespace

CoverField::CoverField(OpenCourse &course, QWidget *parent)
    : QWidget(parent), m_course(course), m_pictures(course.api()), m_picture(new QLabel(this)),
      m_hint(ui::label(this, true)), m_choose(ui::button(this)), m_posters(ui::button(this)), m_menu(new QMenu(this))
{
    setAcceptDrops(true);
    m_picture->setFixedSize(PictureSize);
    m_picture->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_hint->setWordWrap(true);
    m_posters->setMenu(m_menu);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(ui::metrics::Grid);
    buttons->addWidget(m_choose);
    buttons->addWidget(m_posters);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(m_picture);
    column->addWidget(m_hint);
    column->addLayout(buttons);
    connect(m_choose, &QPushButton::clicked, this, &CoverField::choose);
    connect(m_menu, &QMenu::aboutToShow, this, &CoverField::fillPosters);
    connect(&m_pictures, &media::PosterCache::ready, this, &CoverField::showPicture);
    connect(&course, &OpenCourse::infoChanged, this, &CoverField::refresh);
    connect(&course, &OpenCourse::opened, this, [this] { markFault(this, false); });
}

void CoverField::refresh()
{
    bool any = false;
    for (const NodeKey key : m_course.document().inOrder()) {
        const Node &node = m_course.document().node(key);
        any = any || (node.media && !node.media->posterUrl.isEmpty());
    }
    m_posters->setVisible(any);
    showPicture();
}

void CoverField::showPicture()
{
    const QString &url = m_course.info().coverUrl;
    m_picture->setVisible(!url.isEmpty());
    m_hint->setVisible(url.isEmpty());
    const QImage image = m_pictures.image(url);
    if (image.isNull()) {
        m_picture->clear();
        return;
    }
    const qreal ratio = devicePixelRatioF();
    QPixmap shown =
            QPixmap::fromImage(image.scaled(PictureSize * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    shown.setDevicePixelRatio(ratio);
    m_picture->setPixmap(shown);
}

void CoverField::choose()
{
    const QString file =
            QFileDialog::getOpenFileName(this, tr("Choose a picture"), {}, tr("Pictures (*.jpg *.jpeg *.png *.webp)"));
    if (!file.isEmpty())
        take(file);
}

void CoverField::take(const QString &file)
{
    if (!m_course.isOpen())
        return;
    m_choose->setEnabled(false);
    markFault(this, false);
    m_course.cover().upload(m_course.id(), file, this, [this](const Result<void> &done) { ended(done); });
}

void CoverField::takePoster(const QString &poster)
{
    m_choose->setEnabled(false);
    markFault(this, false);
    m_course.cover().choose(m_course.id(), poster, this, [this](const Result<void> &done) { ended(done); });
}

void CoverField::ended(const Result<void> &done)
{
    m_choose->setEnabled(true);
    if (done)
        return;
    const QString &reason = done.error().reason;
    const bool unreadable =
            reason == "not_a_picture"_L1 || reason == "picture_too_large"_L1 || reason == "too_large"_L1;
    markFault(this, true,
              unreadable ? tr("It must be a JPEG, PNG or WebP picture of at most 8 MB.")
                         : ui::describe(done.error()).what);
}

void CoverField::fillPosters()
{
    m_menu->clear();
    m_menu->addAction(tr("The first video's"), this, [this] { takePoster({}); });
    m_menu->addSeparator();
    int count = 0;
    for (const NodeKey key : m_course.document().inOrder()) {
        const Node &node = m_course.document().node(key);
        if (!node.media || node.media->posterUrl.isEmpty() || ++count > MostPosters)
            continue;
        QString title = node.title();
        m_menu->addAction(title.replace(u'&', u"&&"_s), this,
                          [this, poster = node.media->posterUrl] { takePoster(poster); });
    }
}

void CoverField::dragEnterEvent(QDragEnterEvent *event)
{
    if (!onlyFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void CoverField::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    take(onlyFile(*event->mimeData()));
}

void CoverField::retranslate()
{
    m_choose->setText(tr("Choose picture…"));
    m_choose->setAccessibleName(m_choose->text());
    m_posters->setText(tr("From a video"));
    m_posters->setAccessibleName(m_posters->text());
    m_picture->setAccessibleName(tr("Cover"));
    m_hint->setText(tr("No picture yet. You can drop one here."));
    refresh();
}

}  // namespace catalog
