#pragma once

#include "widgets/common/theme/tokens.h"

#include <QString>

namespace ui {

/// The one style sheet (resources/themes/studio.qss) with its @names replaced by the tokens' colours. Pure.
/// Widgets pick a look with dynamic properties: `kind` = primary | quiet | danger | rail on buttons, `card` on frames,
/// `muted` on labels, `text` = body | strong | title | number on anything with text.
QString styleSheet(const Tokens &tokens);

}  // namespace ui
