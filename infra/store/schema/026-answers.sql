-- Public answers of the company to mentions, where a source tells of them. Their texts are not stored.
CREATE TABLE IF NOT EXISTS answers (
  source LowCardinality(String),
  -- the mention that was answered, which began the conversation
  mention_id String,
  answered_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree ORDER BY (mention_id, answered_at);
