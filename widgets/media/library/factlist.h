#pragma once

#include <QWidget>

class QGridLayout;

namespace media {

/// Pairs of a word and a value, one to a line, values selectable.
class FactList : public QWidget
{
    Q_OBJECT
public:
    explicit FactList(QWidget *parent = nullptr);
    void set(const QList<std::pair<QString, QString>> &facts);

private:
    QGridLayout *m_grid;
};

}  // namespace media
