#!/usr/bin/env bash
# Unpacks PostgreSQL with TimescaleDB (Apache-2 build) from Debian's packages into a folder of its own.
#
#   timescaledb.sh FOLDER      fill FOLDER; a filled folder is left alone; FOLDER can be moved afterwards
#   timescaledb.sh supported   exit 0 if this machine can do it, else say why not and exit 3
#
# Needs no root, no chroot and no Docker: the programs run under the C library that they were built for, which is
# unpacked beside them. Every package is checked by apt against Debian's archive keys. Initialising and starting a
# server is the launcher's work.
#
# CHENGYUN_DEBIAN_MIRROR overrides the mirror; by default it is the one in this machine's own apt configuration.
set -euo pipefail

suite=trixie
postgres=17
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
# Only what the programs are linked against. No perl, no cluster tools, and no LLVM: it is the largest
# dependency and serves only JIT, which the launcher switches off.
server="postgresql-$postgres postgresql-client-$postgres postgresql-$postgres-timescaledb"
libraries="libc6 libgcc-s1 libstdc++6 zlib1g libzstd1 liblz4-1 liblzma5 libxxhash0 libicu76 libxml2 libuuid1
  libpq5 libssl3t64 libreadline8t64 libtinfo6 libsystemd0 libpam0g libaudit1 libcap-ng0 libcap2
  libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libcom-err2 libkeyutils1 libldap2 libsasl2-2"

unsupported() { echo "timescaledb: $1" >&2; exit 3; }

mirror() {
  if [ -n "${CHENGYUN_DEBIAN_MIRROR:-}" ]; then echo "$CHENGYUN_DEBIAN_MIRROR"; return; fi
  # Prefer a source that calls itself Debian; a security archive holds no whole suite.
  apt-get indextargets --format '$(ORIGIN) $(SITE)' 2>/dev/null | grep -v -i security | sort -u |
    awk 'tolower($1) == "debian" { print $NF; exit }'
}

sources_mirror() { # apt lists not downloaded yet (a fresh image): no ORIGIN is known, so look at the sources themselves
  apt-get indextargets --format '$(SITE)' 2>/dev/null | grep -v -i security | sort -u | head -n 1
}

check_machine() {
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || unsupported "needs Linux on x86_64, this is $(uname -s) on $(uname -m)"
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || unsupported "needs apt-get and dpkg-deb"
  [ -r "$keyring" ] || unsupported "needs $keyring (apt-get install debian-archive-keyring)"
  [ -e /usr/share/zoneinfo/UTC ] || unsupported "needs time zone data (apt-get install tzdata)"
  from=$(mirror); [ -n "$from" ] || from=$(sources_mirror)
  [ -n "$from" ] || unsupported "apt has no package source; set CHENGYUN_DEBIAN_MIRROR"
}

# A private apt: its own sources, lists and (empty) list of installed packages, so the machine's apt is not touched.
write_apt_configuration() {
  mkdir -p "$1"/etc/preferences.d "$1"/etc/apt.conf.d "$1"/state/lists/partial "$1"/cache/archives/partial "$1"/packages
  : > "$1/installed"
  echo "deb [arch=amd64 signed-by=$keyring] $from $suite main" > "$1/etc/sources.list"
  cat > "$1/apt.conf" <<CONF
Dir "$1/"; Dir::Etc "$1/etc"; Dir::Etc::sourceparts "-";
Dir::State "$1/state"; Dir::State::status "$1/installed"; Dir::Cache "$1/cache";
APT::Architecture "amd64"; APT::Architectures { "amd64"; }; APT::Sandbox::User "";
Acquire::Languages "none"; Acquire::Retries "3"; Acquire::http::Timeout "30"; Acquire::https::Timeout "30";
CONF
}

unpack() { # packages folder, target
  local package
  for package in "$1"/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$2" --no-same-owner \
      --exclude='./etc*' --exclude='./var*' --exclude='./lib/*' --exclude='./usr/lib/systemd*' \
      --exclude='./usr/share/man*' --exclude='./usr/share/doc*' --exclude='./usr/share/lintian*' \
      --exclude='*/LC_MESSAGES/*' --exclude='*/bitcode/*' --exclude='*/llvmjit.so' --exclude='*/gconv/*'
    dpkg-deb -W --showformat='${Package} ${Version}\n' "$package" >> "$2/VERSIONS"
  done
}

# Each program becomes a small script that runs it under the unpacked loader. It keeps argv[0], from which
# PostgreSQL finds its share and lib folders, so the whole folder can be moved.
wrap_programs() { # folder of programs
  local program name
  mkdir "$1/unwrapped"
  for program in "$1"/*; do
    [ -f "$program" ] || continue
    name=${program##*/}
    mv "$program" "$1/unwrapped/$name"
    cat > "$program" <<'SCRIPT'
#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd -P)
root=$here/../../../../..
exec "$root/usr/lib64/ld-linux-x86-64.so.2" --library-path "$root/usr/lib/x86_64-linux-gnu" \
  --argv0 "$here/${0##*/}" "$here/unwrapped/${0##*/}" "$@"
SCRIPT
    chmod 755 "$program"
  done
}

fill() {
  local target=$1 work fresh programs program
  mkdir -p "$(dirname "$target")"
  target=$(cd "$(dirname "$target")" && pwd -P)/$(basename "$target")
  [ -e "$target/VERSIONS" ] && return 0
  work=$target.fetch.$$ fresh=$target.new.$$
  # shellcheck disable=SC2064  # the names must be fixed now, not when the trap runs
  trap "rm -rf '$work' '$fresh'" EXIT
  mkdir -p "$fresh"
  write_apt_configuration "$work"
  echo "asking the package mirror for PostgreSQL $postgres and TimescaleDB ($suite)"
  APT_CONFIG=$work/apt.conf apt-get -qq update
  echo "downloading the packages (37 MB)"
  # shellcheck disable=SC2086  # a list of words on purpose
  (cd "$work/packages" && APT_CONFIG=$work/apt.conf apt-get -qq download $server $libraries)
  echo "unpacking"
  unpack "$work/packages" "$fresh"
  programs=$fresh/usr/lib/postgresql/$postgres/bin
  wrap_programs "$programs"
  chmod -R go+rX "$fresh"
  for program in postgres initdb pg_ctl psql; do
    "$programs/$program" --version > /dev/null || { echo "timescaledb: $program does not run on this machine" >&2; exit 1; }
  done
  rm -rf "$target"
  mv "$fresh" "$target"
}

case ${1:-} in
  '' | -h | --help) sed -n '2,11p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
  supported) check_machine ;;
  *) check_machine; fill "$1" ;;
esac
