-- Roles for Groundswell's login and for a read-only login. Run it once as a user with access management, then run 2-users.sh.
CREATE DATABASE IF NOT EXISTS groundswell;

CREATE ROLE IF NOT EXISTS groundswell_owner;
GRANT ALL ON groundswell.* TO groundswell_owner;
GRANT SELECT ON system.* TO groundswell_owner;
GRANT TABLE ENGINE ON Atomic, TABLE ENGINE ON MergeTree, TABLE ENGINE ON ReplacingMergeTree,
  TABLE ENGINE ON SummingMergeTree, TABLE ENGINE ON AggregatingMergeTree, TABLE ENGINE ON Memory, TABLE ENGINE ON Null
  TO groundswell_owner;

-- For people and their tools. It can only read, for 30 s per query.
CREATE ROLE IF NOT EXISTS groundswell_reader SETTINGS readonly = 1, max_execution_time = 30;
GRANT SELECT ON groundswell.* TO groundswell_reader;
