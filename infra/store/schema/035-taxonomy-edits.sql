-- Changes of topics that people made on the page or by the API. They are applied to the taxonomy of the configuration, oldest first.
CREATE TABLE IF NOT EXISTS taxonomy_edits (
  id String,
  made_at DateTime64(3, 'UTC'),
  by String,
  -- the edit, as JSON
  edit String
) ENGINE = ReplacingMergeTree ORDER BY (made_at, id);
