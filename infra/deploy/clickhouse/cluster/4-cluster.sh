#!/bin/sh
# Creates the login with which the servers of a cluster ask one another. Run it on every server, after 3-cluster.sql. Password:
# CLICKHOUSE_PASSWORD_OF_CLUSTER. CLIENT is as in ../init/2-users.sh.
set -eu
: "${CLICKHOUSE_PASSWORD_OF_CLUSTER:?set it first}"
: "${CLIENT:=clickhouse-client}"
hash=$(printf %s "$CLICKHOUSE_PASSWORD_OF_CLUSTER" | sha256sum | cut -d ' ' -f 1)
printf "CREATE USER IF NOT EXISTS cluster IDENTIFIED WITH sha256_hash BY '%s' DEFAULT ROLE groundswell_cluster_role;\nGRANT groundswell_cluster_role TO cluster;\n" \
  "$hash" | $CLIENT --multiquery
