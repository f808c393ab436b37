// The words of the house (ARCHITECTURE §2). A feature may use those before it; some are reserved for what comes.
export const FEATURES = [
  "accounts", "notices", "media", "catalog", "commerce", "marketing", "learning", "assessment", "certificates", "community", "discovery", "analytics", "backup",
];

// Parts that know no feature. Each with those it may use, besides models/domain.
export const INFRASTRUCTURE = {
  telemetry: [],
  http: ["telemetry"],
  events: ["http"],
  outgoing: ["http"],
  database: [],
  transcode: [],
  jobs: ["http", "events", "database", "transcode"],
  outbox: ["http", "events", "database", "audit"],
  audit: ["http", "database"],
  encryption: ["database"],
};
