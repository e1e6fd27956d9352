-- The hazards that the author credibly reports, the gravest first; older rows have none.
ALTER TABLE mentions ADD COLUMN IF NOT EXISTS hazards Array(LowCardinality(String)) AFTER severity;
ALTER TABLE shadow_mentions ADD COLUMN IF NOT EXISTS hazards Array(LowCardinality(String)) AFTER severity;
