-- The present state of each alert. Only the process that holds the topic alert-commands writes it.
CREATE TABLE IF NOT EXISTS alerts (
  id String,
  opened_at DateTime64(3, 'UTC'),
  updated_at DateTime64(3, 'UTC'),
  status LowCardinality(String),
  topic String,
  departments Array(String),
  -- the whole alert as JSON
  body String,
  -- grows with every write of the alert
  revision UInt32
) ENGINE = ReplacingMergeTree(revision) ORDER BY id;

-- Every change of an alert: what, when, by whom, why.
CREATE TABLE IF NOT EXISTS alert_changes (
  alert_id String,
  change_number UInt32,
  change LowCardinality(String),
  made_at DateTime64(3, 'UTC'),
  by String,
  reason String,
  command_id String,
  body String
) ENGINE = ReplacingMergeTree ORDER BY (alert_id, change_number);

-- Notifications to send to receivers, and their state.
CREATE TABLE IF NOT EXISTS deliveries (
  alert_id String,
  change_number UInt32,
  receiver String,
  state LowCardinality(String),
  due_at DateTime64(3, 'UTC'),
  attempt UInt32,
  reason String,
  change String,
  version UInt32
) ENGINE = ReplacingMergeTree(version) ORDER BY (alert_id, change_number, receiver);
