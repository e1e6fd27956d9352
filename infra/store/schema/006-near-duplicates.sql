-- Near copies are linked, never dropped. duplicate_of: id of the first copy ('' in that row itself). cluster: its content hash, in all copies. Rows older than these columns have '' in both.
ALTER TABLE mentions
  ADD COLUMN IF NOT EXISTS duplicate_of String,
  ADD COLUMN IF NOT EXISTS cluster String;
