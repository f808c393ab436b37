#pragma once

#include "backend/events/eventhub.h"

/// Who hears what on GET /api/events, besides administrators: one line for each type of event that the features
/// publish (a test compares). Thread: any (constant).
const events::Audiences &eventAudiences();
