-- Labels of another version than the stored ones, made beside them until all of them are switched at once. Only what a version changes stands here: a column
-- of labels that `mentions` gets is added here too.
CREATE TABLE IF NOT EXISTS shadow_mentions (
  id String,
  created_at DateTime64(3, 'UTC'),
  -- of the row of `mentions` that was understood: what was edited since has other words
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

-- Every switch of labels: to which versions, for mentions since when, and whether it is done. The latest writing of a row counts.
CREATE TABLE IF NOT EXISTS relabels (
  id String,
  model_version LowCardinality(String),
  taxonomy_version LowCardinality(String),
  from_at DateTime64(3, 'UTC'),
  -- on the server's clock, as `stored_at` is
  started_at DateTime64(3, 'UTC'),
  finished_at Nullable(DateTime64(3, 'UTC')),
  rows UInt64
) ENGINE = ReplacingMergeTree ORDER BY id;
