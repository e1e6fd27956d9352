-- Spam counts in no series any more, not even in that of all mentions. Stored once more, it makes its buckets be counted again at the
-- next start; nothing else of it changes.
INSERT INTO mentions SELECT * REPLACE (now64(3, 'UTC') AS stored_at) FROM mentions FINAL WHERE intent = 'spam';
