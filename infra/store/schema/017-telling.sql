-- How each notification is sent: its group, mode and person, the times of its creation, first attempt and sending, and the message that can be updated.
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS group_key String DEFAULT alert_id;
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS mode LowCardinality(String) DEFAULT 'now';
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS person String DEFAULT '';
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS asks_impact Bool DEFAULT false;
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS filed_at DateTime64(3, 'UTC') DEFAULT due_at;
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS told_at DateTime64(3, 'UTC') DEFAULT if(state = 'told', due_at, toDateTime64(0, 3, 'UTC'));
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS reference String DEFAULT '';
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS change_name LowCardinality(String) DEFAULT JSONExtractString(change, 'change');
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS tried_at DateTime64(3, 'UTC') DEFAULT if(attempt > 0, filed_at, toDateTime64(0, 3, 'UTC'));

-- Silences: alerts that are not notified for a while. A silence with `until_at` in the past has ended.
CREATE TABLE IF NOT EXISTS silences (
  id String,
  -- which alerts, as JSON with the keys of a subscription
  matches String,
  from_at DateTime64(3, 'UTC'),
  until_at DateTime64(3, 'UTC'),
  -- true: only alerts on which the department of `by` acts; false: all alerts that match
  acting_only Bool DEFAULT false,
  by String,
  reason String,
  version UInt32
) ENGINE = ReplacingMergeTree(version) ORDER BY id;
