-- Copies are linked, never dropped: the id of the first one ('' for that one itself) and its content hash for all of them. Rows older than these columns have '' in both.
ALTER TABLE mentions
  ADD COLUMN IF NOT EXISTS duplicate_of String,
  ADD COLUMN IF NOT EXISTS cluster String;
