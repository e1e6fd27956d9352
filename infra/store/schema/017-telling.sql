-- How each thing is told: with what, how, to whom, when it was, and the message that can be brought up to date.
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS group_key String DEFAULT alert_id;
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS mode LowCardinality(String) DEFAULT 'now';
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS person String DEFAULT '';
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS asks_impact Bool DEFAULT false;
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS filed_at DateTime64(3, 'UTC') DEFAULT due_at;
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS told_at DateTime64(3, 'UTC') DEFAULT if(state = 'told', due_at, toDateTime64(0, 3, 'UTC'));
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS reference String DEFAULT '';

-- What is not to be told for a while; `until` in the past = it is over.
CREATE TABLE IF NOT EXISTS silences (
  id String,
  -- what it silences, as JSON: the keys of a subscription
  matches String,
  from_at DateTime64(3, 'UTC'),
  until_at DateTime64(3, 'UTC'),
  by String,
  reason String,
  version UInt32
) ENGINE = ReplacingMergeTree(version) ORDER BY id;
