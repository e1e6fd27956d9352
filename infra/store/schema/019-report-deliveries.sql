-- The weekly report has deliveries of its own. They were rows `report:…` of `deliveries`.
CREATE TABLE IF NOT EXISTS report_deliveries (
  report_id String,
  receiver String,
  state LowCardinality(String),
  due_at DateTime64(3, 'UTC'),
  attempt UInt32,
  reason String,
  created_at DateTime64(3, 'UTC'),
  first_attempt_at DateTime64(3, 'UTC'),
  sent_at DateTime64(3, 'UTC'),
  -- the notification as JSON; '' once it is sent
  notification String,
  version UInt32
) ENGINE = ReplacingMergeTree(version) ORDER BY (report_id, receiver);

INSERT INTO report_deliveries
SELECT alert_id, receiver, state, due_at, attempt, reason, created_at, first_attempt_at, sent_at, change, version
FROM deliveries FINAL WHERE startsWith(alert_id, 'report:');
ALTER TABLE deliveries DELETE WHERE startsWith(alert_id, 'report:') SETTINGS mutations_sync = 2;
