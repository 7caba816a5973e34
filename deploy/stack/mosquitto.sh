#!/usr/bin/env bash
# Unpacks the MQTT broker Mosquitto from Debian's packages into a folder of its own.
#
#   mosquitto.sh FOLDER      fill FOLDER; a filled folder is left alone; FOLDER can be moved afterwards
#   mosquitto.sh supported   exit 0 if this machine can do it, else say why not and exit 3
#
# Needs no root and no Docker, see debian.sh. The program is FOLDER/usr/sbin/mosquitto.
set -euo pipefail

name=mosquitto
. "$(dirname "$0")/debian.sh"

packages="mosquitto libmosquitto1 libc6 libcjson1 libdlt2 libssl3t64 libsystemd0 libwebsockets19t64 libwrap0 zlib1g libzstd1
  libcap2"

check_programs() { "$1/mosquitto" -h > /dev/null || [ $? = 3 ] || does_not_run mosquitto; }

case ${1:-} in
  '' | -h | --help) sed -n '2,7p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
  supported) check_machine ;;
  *)
    check_machine
    # shellcheck disable=SC2086  # a list of words on purpose
    fill "$1" usr/sbin ../.. Mosquitto $packages
    ;;
esac
