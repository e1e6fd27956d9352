-- What the canary of a source looks for ('': it has none), and the time of the newest item that it found.
ALTER TABLE sources ADD COLUMN IF NOT EXISTS canary String AFTER last_heard_at;
ALTER TABLE sources ADD COLUMN IF NOT EXISTS canary_at DateTime64(3, 'UTC') AFTER canary;
