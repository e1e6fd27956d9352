#!/bin/sh
# Creates the three logins with the roles of 1-roles.sql. Passwords: CLICKHOUSE_PASSWORD_OF_OWNER, CLICKHOUSE_PASSWORD_OF_READER and
# CLICKHOUSE_PASSWORD_OF_SQL.
# If you run it yourself, outside the image's initialisation, set CLIENT to clickhouse-client with --host, --user and --password.
set -eu
: "${CLICKHOUSE_PASSWORD_OF_SQL:?set it first}"
: "${CLIENT:=clickhouse-client}"
user() {
  hash=$(printf %s "$2" | sha256sum | cut -d ' ' -f 1)
  printf "CREATE USER IF NOT EXISTS %s IDENTIFIED WITH sha256_hash BY '%s' DEFAULT ROLE %s;\nGRANT %s TO %s;\n" \
    "$1" "$hash" "$3" "$3" "$1"
}
{
  user groundswell "$CLICKHOUSE_PASSWORD_OF_OWNER" groundswell_owner
  user reader "$CLICKHOUSE_PASSWORD_OF_READER" groundswell_reader
  user sql "$CLICKHOUSE_PASSWORD_OF_SQL" groundswell_sql
} | $CLIENT --multiquery
