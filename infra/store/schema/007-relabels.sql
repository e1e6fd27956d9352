-- Labels by a new version of models or taxonomy, kept here until all are copied to `mentions` at once. It has only the columns that depend on the
-- version: when `mentions` gets a new label column, add it here too.
CREATE TABLE IF NOT EXISTS shadow_mentions (
  id String,
  created_at DateTime64(3, 'UTC'),
  -- version of the row of `mentions` that was labelled; a later edit has another text
  version UInt64,
  language LowCardinality(String),
  sentiment LowCardinality(String),
  sentiment_score Float32,
  topics Array(LowCardinality(String)),
  topic_confidences Array(Float32),
  topic_tree Array(LowCardinality(String)),
  topic_reasons Array(String),
  topic_sentiments Array(LowCardinality(String)),
  topic_sentiment_scores Array(Float32),
  topic_guess LowCardinality(String),
  topic_guess_confidence Float32,
  departments Array(LowCardinality(String)),
  department_confidences Array(Float32),
  departments_by Array(LowCardinality(String)),
  department_guess LowCardinality(String),
  department_guess_confidence Float32,
  intent LowCardinality(String),
  stage LowCardinality(String),
  author_role LowCardinality(String),
  severity LowCardinality(String),
  entity_kinds Array(LowCardinality(String)),
  entity_values Array(String),
  model_version LowCardinality(String),
  taxonomy_version LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (toStartOfHour(created_at), id);

-- Every switch of labels: to which versions, for mentions since when, and whether it is finished. The latest write of a row wins.
CREATE TABLE IF NOT EXISTS relabels (
  id String,
  model_version LowCardinality(String),
  taxonomy_version LowCardinality(String),
  from_at DateTime64(3, 'UTC'),
  -- by the server's clock, like `stored_at`
  started_at DateTime64(3, 'UTC'),
  finished_at Nullable(DateTime64(3, 'UTC')),
  rows UInt64
) ENGINE = ReplacingMergeTree ORDER BY id;
