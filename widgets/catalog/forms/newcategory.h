#pragma once

#include "models/catalog/list/categorymodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace catalog {

/// "New category…" under the choice of categories: a button that turns into a field. Return makes the category, Esc and
/// leaving it empty give up; what the server refuses is said under the field. Thread: GUI.
class NewCategory : public QWidget
{
    Q_OBJECT
public:
    NewCategory(CategoryModel &categories, QWidget *parent);
    void retranslate();

Q_SIGNALS:
    /// It is in the model already.
    void made(CategoryId id);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showField(bool shown);
    void make();

    CategoryModel &m_categories;
    QPushButton *m_open;
    QLineEdit *m_name;
    QLabel *m_fault;
};

}  // namespace catalog
