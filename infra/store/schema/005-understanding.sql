-- Why a topic was found, how the part of the text about it sounds, by what a department was chosen, and the first guess even where it is too unsure to count.
ALTER TABLE mentions
  ADD COLUMN IF NOT EXISTS topic_reasons Array(String),
  ADD COLUMN IF NOT EXISTS topic_sentiments Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS topic_sentiment_scores Array(Float32),
  ADD COLUMN IF NOT EXISTS departments_by Array(LowCardinality(String)),
  ADD COLUMN IF NOT EXISTS topic_guess LowCardinality(String),
  ADD COLUMN IF NOT EXISTS topic_guess_confidence Float32,
  ADD COLUMN IF NOT EXISTS department_guess LowCardinality(String),
  ADD COLUMN IF NOT EXISTS department_guess_confidence Float32;
