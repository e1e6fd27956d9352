-- What the roles of ../init/1-roles.sql need on a cluster. Run it after that file, on every server.
GRANT CLUSTER, REMOTE ON *.* TO groundswell_owner;
GRANT TABLE ENGINE ON Distributed, TABLE ENGINE ON ReplicatedMergeTree, TABLE ENGINE ON ReplicatedReplacingMergeTree TO groundswell_owner;

-- Queries that people write: a subquery over a Distributed table runs once for all shards, and each shard answers through the replica that
-- Groundswell writes to.
CREATE SETTINGS PROFILE IF NOT EXISTS groundswell_cluster
  SETTINGS distributed_product_mode = 'global', load_balancing = 'in_order', prefer_localhost_replica = 0
  TO groundswell_reader, groundswell_sql;

-- What the servers ask one another with (4-cluster.sh creates the login).
CREATE ROLE IF NOT EXISTS groundswell_cluster_role;
GRANT SELECT, INSERT ON groundswell.* TO groundswell_cluster_role;
GRANT SELECT ON system.* TO groundswell_cluster_role;
