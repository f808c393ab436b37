#pragma once

#include "models/catalog/outline/opencourse.h"
#include "models/media/postercache.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace catalog {

/// The course's cover as learners will see it, and the ways to another one: a picture of this computer, chosen or dropped
/// on it, or the poster of one of the course's videos. Thread: GUI.
class CoverField : public QWidget
{
    Q_OBJECT
public:
    CoverField(OpenCourse &course, QWidget *parent);
    void refresh();
    void retranslate();
    QPushButton *chooser() const { return m_choose; }
    /// Sends the picture in; what is wrong with it is said under the field.
    void take(const QString &file);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void choose();
    void fillPosters();
    void takePoster(const QString &poster);
    void ended(const Result<void> &done);
    void showPicture();

    OpenCourse &m_course;
    media::PosterCache m_pictures;
    QLabel *m_picture;
    QLabel *m_hint;  ///< stands in its place while there is none
    QPushButton *m_choose;
    QPushButton *m_posters;
    QMenu *m_menu;
};

}  // namespace catalog
