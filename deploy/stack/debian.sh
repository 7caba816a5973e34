# What the scripts here share that unpack programs from Debian's packages into a folder of their own. Sourced, not run;
# whoever sources it sets name (for messages).
#
# Needs no root, no chroot and no Docker: the programs run under the C library that they were built for, which is
# unpacked beside them. Every package is checked by apt against Debian's archive keys.
#
# CHENGYUN_DEBIAN_MIRROR overrides the mirror; by default it is the one in this machine's own apt configuration.

suite=trixie
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

unsupported() { echo "$name: $1" >&2; exit 3; }

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
wrap_programs() { # folder of programs, the way from there to the root
  local program name
  mkdir "$1/unwrapped"
  for program in "$1"/*; do
    [ -f "$program" ] || continue
    name=${program##*/}
    mv "$program" "$1/unwrapped/$name"
    cat > "$program" <<SCRIPT
#!/bin/sh
here=\$(cd "\$(dirname "\$0")" && pwd -P)
root=\$here/$2
exec "\$root/usr/lib64/ld-linux-x86-64.so.2" --library-path "\$root/usr/lib/x86_64-linux-gnu" \\
  --argv0 "\$here/\${0##*/}" "\$here/unwrapped/\${0##*/}" "\$@"
SCRIPT
    chmod 755 "$program"
  done
}

# Fills a folder unless it is filled: fill FOLDER PROGRAMS WAY-UP WHAT PACKAGES…
# The programs then run from FOLDER/PROGRAMS, from where WAY-UP leads to FOLDER. check_programs says whether they do.
fill() {
  local target=$1 programs=$2 up=$3 what=$4 work fresh program
  shift 4
  mkdir -p "$(dirname "$target")"
  target=$(cd "$(dirname "$target")" && pwd -P)/$(basename "$target")
  [ -e "$target/VERSIONS" ] && return 0
  work=$target.fetch.$$ fresh=$target.new.$$
  # shellcheck disable=SC2064  # the names must be fixed now, not when the trap runs
  trap "rm -rf '$work' '$fresh'" EXIT
  mkdir -p "$fresh"
  write_apt_configuration "$work"
  echo "asking the package mirror for $what ($suite)"
  APT_CONFIG=$work/apt.conf apt-get -qq update
  echo "downloading the packages"
  (cd "$work/packages" && APT_CONFIG=$work/apt.conf apt-get -qq download "$@")
  echo "unpacking"
  unpack "$work/packages" "$fresh"
  wrap_programs "$fresh/$programs" "$up"
  chmod -R go+rX "$fresh"
  check_programs "$fresh/$programs"
  rm -rf "$target"
  mv "$fresh" "$target"
}

does_not_run() { echo "$name: $1 does not run on this machine" >&2; exit 1; }
