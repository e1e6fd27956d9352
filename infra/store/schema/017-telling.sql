-- How each thing is told: with what, how, to whom, when it was tried first and told, and the message that can be brought up to date.
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS group_key String DEFAULT alert_id;
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS mode LowCardinality(String) DEFAULT 'now';
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS person String DEFAULT '';
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS asks_impact Bool DEFAULT false;
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS filed_at DateTime64(3, 'UTC') DEFAULT due_at;
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS told_at DateTime64(3, 'UTC') DEFAULT if(state = 'told', due_at, toDateTime64(0, 3, 'UTC'));
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS reference String DEFAULT '';
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS change_name LowCardinality(String) DEFAULT JSONExtractString(change, 'change');
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS tried_at DateTime64(3, 'UTC') DEFAULT if(attempt > 0, filed_at, toDateTime64(0, 3, 'UTC'));

-- What is not to be told for a while; `until` in the past = it is over.
CREATE TABLE IF NOT EXISTS silences (
  id String,
  -- what it silences, as JSON: the keys of a subscription
  matches String,
  from_at DateTime64(3, 'UTC'),
  until_at DateTime64(3, 'UTC'),
  -- a department's silence is of the alerts that it acts on; the service team's of all that match
  acting_only Bool DEFAULT false,
  by String,
  reason String,
  version UInt32
) ENGINE = ReplacingMergeTree(version) ORDER BY id;
