-- What people and their programs read: docs/sql.md. Each view shows the current rows under the terms of docs/glossary.md, with the rights of
-- its creator: whoever may read a view needs no right on its table.
CREATE OR REPLACE VIEW mentions_v DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT id, source, channel, format, url, title, text, author_key AS author_id, author_handle AS author, created_at, observed_at, language,
  sentiment, sentiment_score, topics, topic_tree, departments, intent, stage, author_role, severity, hazards, entity_kinds, entity_values,
  rating, in_reply_to, duplicate_of, fields, backfill, time_clamped, removed_at, model_version, taxonomy_version
FROM mentions FINAL;

CREATE OR REPLACE VIEW series_v DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT subject_kind, subject, dimension, value, bucket_at, mentions, live, negative, sentiment_sum
FROM series_counts FINAL WHERE mentions > 0;

-- A hazard has no expected range.
CREATE OR REPLACE VIEW alerts_v DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT id, multiIf(JSONExtractString(body, 'kind') != '', JSONExtractString(body, 'kind'), JSONExtractString(body, 'cut', 'value') != '', 'shift', 'spike') AS kind,
  JSONExtractString(body, 'title') AS title, status, JSONExtractString(body, 'severity') AS severity, topic, departments, unit,
  JSONExtractString(body, 'cut', 'dimension') AS cut_dimension, JSONExtractString(body, 'cut', 'value') AS cut_value,
  JSONExtractString(body, 'owner') AS owner,
  fromUnixTimestamp64Milli(JSONExtractInt(body, 'onsetAt'), 'UTC') AS onset_at,
  fromUnixTimestamp64Milli(JSONExtractInt(body, 'detectedAt'), 'UTC') AS detected_at,
  opened_at, updated_at,
  fromUnixTimestamp64Milli(JSONExtract(body, 'resolvedAt', 'Nullable(Int64)'), 'UTC') AS resolved_at,
  JSONExtractUInt(body, 'observed') AS observed,
  if(kind = 'hazard', NULL, JSONExtractFloat(body, 'expected')) AS expected,
  if(kind = 'hazard', NULL, JSONExtractFloat(body, 'lower')) AS lower,
  if(kind = 'hazard', NULL, JSONExtractFloat(body, 'upper')) AS upper,
  if(kind = 'hazard', NULL, JSONExtractUInt(body, 'bucketMs')) AS bucket_ms,
  if(kind = 'hazard', NULL, JSONExtractFloat(body, 'p')) AS p,
  JSONExtractUInt(body, 'authors') AS authors, JSONExtractUInt(body, 'texts') AS texts, JSONExtractUInt(body, 'mentions') AS mentions,
  JSONExtractString(body, 'verdict', 'verdict') AS verdict, JSONExtractString(body, 'impact', 'status') AS impact,
  JSONExtractString(body, 'mergedInto') AS merged_into
FROM alerts FINAL;

CREATE OR REPLACE VIEW alert_changes_v DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT alert_id, change_number, change, made_at, by, reason
FROM alert_changes FINAL;

CREATE OR REPLACE VIEW deliveries_v DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT alert_id, change_number, change_name AS change, receiver, person, mode, state, reason, attempt AS attempts, created_at, due_at,
  if(first_attempt_at > toDateTime64(0, 3, 'UTC'), first_attempt_at, NULL) AS first_attempt_at,
  if(sent_at > toDateTime64(0, 3, 'UTC'), sent_at, NULL) AS sent_at
FROM (SELECT * FROM deliveries FINAL);

CREATE OR REPLACE VIEW sources_v DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT source, kind, state, reason,
  if(frontier_at > toDateTime64(0, 3, 'UTC'), frontier_at, NULL) AS frontier_at,
  if(last_heard_at > toDateTime64(0, 3, 'UTC'), last_heard_at, NULL) AS last_heard_at, updated_at
FROM (SELECT * FROM sources FINAL);

CREATE OR REPLACE VIEW coverage_gaps_v DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT source, from_at, if(until_at > toDateTime64(0, 3, 'UTC'), until_at, NULL) AS until_at, filled_until_at, reason
FROM (SELECT * FROM coverage_gaps FINAL);

CREATE OR REPLACE VIEW company_events_v DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT id, kind, name, from_at, until_at, fixed_at, fixes, topics, departments, products, versions, by, saved_at
FROM (SELECT * FROM known_issues FINAL ORDER BY version DESC LIMIT 1 BY id) WHERE NOT removed;
