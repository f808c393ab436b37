#pragma once

#include "models/catalog/outline/outlinesaver.h"
#include "widgets/common/controls/statuschip.h"

#include <QCoreApplication>

namespace catalog {

/// What the editor says of the saver, in the present language: never "kept" of what is in memory alone. Thread: GUI.
struct SaveWords {
    Q_DECLARE_TR_FUNCTIONS(SaveWords)
public:
    ui::Status status = ui::Status::Neutral;
    QString text;
    QString tip;  ///< what it means and what happens next; may be empty

    static SaveWords of(OutlineSaver::State state, const std::optional<Error> &error,
                        const std::optional<Error> &unkept);
};

}  // namespace catalog
