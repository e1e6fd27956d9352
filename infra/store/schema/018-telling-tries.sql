-- What is told, and when it was first tried: what was filed for next week's digest is not old when it is first refused.
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS change_name LowCardinality(String) DEFAULT JSONExtractString(change, 'change');
ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS tried_at DateTime64(3, 'UTC') DEFAULT if(attempt > 0, filed_at, toDateTime64(0, 3, 'UTC'));
