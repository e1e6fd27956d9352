-- Renames columns and stored values to the terms of docs/glossary.md. Each statement may run again.
ALTER TABLE sources RENAME COLUMN IF EXISTS heard_until_at TO frontier_at;
ALTER TABLE sources UPDATE kind = transform(kind, ['pulled', 'streamed', 'pushed', 'read'], ['feed', 'stream', 'webhook', 'file'], kind)
  WHERE kind IN ('pulled', 'streamed', 'pushed', 'read') SETTINGS mutations_sync = 2;

ALTER TABLE alerts RENAME COLUMN IF EXISTS concerned TO involved;

ALTER TABLE deliveries MODIFY COLUMN IF EXISTS told_at DateTime64(3, 'UTC') DEFAULT toDateTime64(0, 3, 'UTC');
ALTER TABLE deliveries MODIFY COLUMN IF EXISTS tried_at DateTime64(3, 'UTC') DEFAULT toDateTime64(0, 3, 'UTC');
ALTER TABLE deliveries RENAME COLUMN IF EXISTS told_at TO sent_at;
ALTER TABLE deliveries RENAME COLUMN IF EXISTS tried_at TO first_attempt_at;
ALTER TABLE deliveries RENAME COLUMN IF EXISTS filed_at TO created_at;
ALTER TABLE deliveries UPDATE state = transform(state, ['told', 'given up', 'muted'], ['sent', 'failed', 'suppressed'], state)
  WHERE state IN ('told', 'given up', 'muted') SETTINGS mutations_sync = 2;

-- Stored alerts are JSON. Quotation marks within texts are escaped: the patterns match keys only.
ALTER TABLE alerts UPDATE body = replaceRegexpAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(body, '"toldExcess":', '"notifiedExcess":'), '"mostExcess":', '"peakExcess":'), '"usual":', '"expected":'), '"level":', '"threshold":'), '"voices":', '"authors":'), '"standing":"rumour"', '"confirmation":"unconfirmed"'), '"standing":"confirmed"', '"confirmation":"confirmed"'), '("flags":\\[[^\\]]*)"unheard"', '\\1"uncovered"')
  WHERE body LIKE '%"toldExcess":%' SETTINGS mutations_sync = 2;
ALTER TABLE alert_changes UPDATE body = replaceRegexpAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(body, '"toldExcess":', '"notifiedExcess":'), '"mostExcess":', '"peakExcess":'), '"usual":', '"expected":'), '"level":', '"threshold":'), '"voices":', '"authors":'), '"standing":"rumour"', '"confirmation":"unconfirmed"'), '"standing":"confirmed"', '"confirmation":"confirmed"'), '("flags":\\[[^\\]]*)"unheard"', '\\1"uncovered"')
  WHERE body LIKE '%"toldExcess":%' SETTINGS mutations_sync = 2;
ALTER TABLE deliveries UPDATE change = replaceRegexpAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(change, '"toldExcess":', '"notifiedExcess":'), '"mostExcess":', '"peakExcess":'), '"usual":', '"expected":'), '"level":', '"threshold":'), '"voices":', '"authors":'), '"standing":"rumour"', '"confirmation":"unconfirmed"'), '"standing":"confirmed"', '"confirmation":"confirmed"'), '("flags":\\[[^\\]]*)"unheard"', '\\1"uncovered"')
  WHERE change LIKE '%"toldExcess":%' SETTINGS mutations_sync = 2;

-- The newest evaluation: when, over how many series, at which thresholds. It was a row of `cursors`.
CREATE TABLE IF NOT EXISTS evaluations (
  id String,
  evaluated_at DateTime64(3, 'UTC'),
  per_department_per_week Float64,
  series UInt32,
  waiting UInt32,
  threshold_whole Float64,
  threshold_cut Float64,
  saved_at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
) ENGINE = ReplacingMergeTree(saved_at) ORDER BY id;
ALTER TABLE cursors DELETE WHERE source = '#look' SETTINGS mutations_sync = 2;

-- Snapshots contain fields with old names. The baselines are learnt again from the counts.
TRUNCATE TABLE detector_states;
TRUNCATE TABLE term_states;
