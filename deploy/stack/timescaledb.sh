#!/usr/bin/env bash
# Unpacks PostgreSQL with TimescaleDB (Apache-2 build) from Debian's packages into a folder of its own.
#
#   timescaledb.sh FOLDER      fill FOLDER; a filled folder is left alone; FOLDER can be moved afterwards
#   timescaledb.sh supported   exit 0 if this machine can do it, else say why not and exit 3
#
# Needs no root and no Docker, see debian.sh. Initialising and starting a server is the launcher's work.
set -euo pipefail

name=timescaledb
. "$(dirname "$0")/debian.sh"

postgres=17
# Only what the programs are linked against. No perl, no cluster tools, and no LLVM: it is the largest
# dependency and serves only JIT, which the launcher switches off.
server="postgresql-$postgres postgresql-client-$postgres postgresql-$postgres-timescaledb"
libraries="libc6 libgcc-s1 libstdc++6 zlib1g libzstd1 liblz4-1 liblzma5 libxxhash0 libicu76 libxml2 libuuid1
  libpq5 libssl3t64 libreadline8t64 libtinfo6 libsystemd0 libpam0g libaudit1 libcap-ng0 libcap2
  libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libcom-err2 libkeyutils1 libldap2 libsasl2-2"

check_programs() {
  local program
  for program in postgres initdb pg_ctl psql; do
    "$1/$program" --version > /dev/null || does_not_run "$program"
  done
}

case ${1:-} in
  '' | -h | --help) sed -n '2,7p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
  supported) check_machine ;;
  *)
    check_machine
    # shellcheck disable=SC2086  # lists of words on purpose
    fill "$1" "usr/lib/postgresql/$postgres/bin" ../../../../.. "PostgreSQL $postgres and TimescaleDB" $server $libraries
    ;;
esac
