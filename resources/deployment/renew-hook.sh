#!/bin/sh
# Puts a renewed certificate where Kuraban reads it. Kuraban takes it within a second: nothing is restarted.
#
#   certbot:  certbot renew --deploy-hook '/usr/share/kuraban/renew-hook.sh --to /etc/kuraban/certificate --owner kuraban'
#   acme.sh:  acme.sh --install-cert -d NAME --fullchain-file DIR/fullchain.pem --key-file DIR/privkey.pem \
#               --reloadcmd '/usr/share/kuraban/renew-hook.sh --from DIR --to /etc/kuraban/certificate --owner kuraban'
#
# --dry-run checks everything and changes nothing. Each step goes to standard error and, with --log FILE, into that file.
# Ends with 0 when the certificate is in place (or would be), 1 when it cannot be used, 2 for a wrong call.
set -eu
umask 077

from=${RENEWED_LINEAGE:-}
to=
owner=
log=
dry_run=no

say() {
  line="$(date -u +%Y-%m-%dT%H:%M:%SZ) renew-hook: $*"
  printf '%s\n' "$line" >&2
  if [ -n "$log" ]; then printf '%s\n' "$line" >>"$log"; fi
}

usage() {
  say "usage: renew-hook.sh --to FOLDER [--from FOLDER] [--owner USER] [--log FILE] [--dry-run]"
  exit 2
}

refuse() {
  say "refused: $*; the certificate in use stays"
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=yes; shift ;;
    --from | --to | --owner | --log)
      [ $# -ge 2 ] || usage
      case $1 in
        --from) from=$2 ;;
        --to) to=$2 ;;
        --owner) owner=$2 ;;
        --log) log=$2 ;;
      esac
      shift 2
      ;;
    *) usage ;;
  esac
done
[ -n "$from" ] && [ -n "$to" ] || usage

certificate=$from/fullchain.pem
key=$from/privkey.pem
[ -r "$certificate" ] || refuse "$certificate cannot be read"
[ -r "$key" ] || refuse "$key cannot be read"
of_certificate=$(openssl x509 -in "$certificate" -noout -pubkey 2>/dev/null) || refuse "$certificate is no certificate"
of_key=$(openssl pkey -in "$key" -pubout 2>/dev/null) || refuse "$key is no private key"
[ "$of_certificate" = "$of_key" ] || refuse "the key does not belong to the certificate"
openssl x509 -in "$certificate" -noout -checkend 86400 >/dev/null 2>&1 || refuse "the certificate has run out or does within a day"
say "good: $(openssl x509 -in "$certificate" -noout -subject -enddate -fingerprint -sha256 | tr '\n' ' ')"

if [ "$dry_run" = yes ]; then
  say "dry run: would be put into $to"
  exit 0
fi

mkdir -p "$to"
if [ -n "$owner" ]; then chown "$owner" "$to"; fi
trap 'rm -f "$to/.privkey.pem.$$" "$to/.fullchain.pem.$$"' EXIT
cp "$key" "$to/.privkey.pem.$$"
cp "$certificate" "$to/.fullchain.pem.$$"
chmod 600 "$to/.privkey.pem.$$" "$to/.fullchain.pem.$$"
if [ -n "$owner" ]; then chown "$owner" "$to/.privkey.pem.$$" "$to/.fullchain.pem.$$"; fi
mv "$to/.privkey.pem.$$" "$to/privkey.pem"
mv "$to/.fullchain.pem.$$" "$to/fullchain.pem"
say "put into $to"
