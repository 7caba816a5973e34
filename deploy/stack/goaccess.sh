#!/usr/bin/env bash
# Unpacks the log analyser GoAccess from Debian's packages into a folder of its own; only `bench ingest` wants it.
#
#   goaccess.sh FOLDER      fill FOLDER; a filled folder is left alone; FOLDER can be moved afterwards
#   goaccess.sh supported   exit 0 if this machine can do it, else say why not and exit 3
#
# Needs no root and no Docker, see debian.sh. The program is FOLDER/usr/bin/goaccess.
set -euo pipefail

name=goaccess
. "$(dirname "$0")/debian.sh"

packages="goaccess libc6 libgcc-s1 libmaxminddb0 libncursesw6 libtinfo6 libssl3t64 zlib1g libzstd1"

check_programs() { "$1/goaccess" --version > /dev/null || does_not_run goaccess; }

case ${1:-} in
  '' | -h | --help) sed -n '2,7p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
  supported) check_machine ;;
  *)
    check_machine
    # shellcheck disable=SC2086  # a list of words on purpose
    fill "$1" usr/bin ../.. GoAccess $packages
    ;;
esac
