-- Why each topic was found, the sentiment of the clause about it, what chose each department, and the best guess even below the cut-off.
ALTER TABLE mentions
  ADD COLUMN IF NOT EXISTS topic_reasons Array(String),
  ADD COLUMN IF NOT EXISTS topic_sentiments Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS topic_sentiment_scores Array(Float32),
  ADD COLUMN IF NOT EXISTS departments_by Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS topic_guess LowCardinality(String),
  ADD COLUMN IF NOT EXISTS topic_guess_confidence Float32,
  ADD COLUMN IF NOT EXISTS department_guess LowCardinality(String),
  ADD COLUMN IF NOT EXISTS department_guess_confidence Float32;
