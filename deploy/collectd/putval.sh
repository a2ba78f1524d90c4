#!/bin/sh
# Passes the output of `qgauge stream --printer text` from a named pipe to collectd's exec plugin, as PUTVAL lines:
# each metric of each guest is HOST/qgauge-GUEST/gauge-FIGURE. Unknown metrics are left out.
#
# usage: putval.sh PIPE
pipe=${1:?'name the pipe that qgauge writes to'}
host=${COLLECTD_HOSTNAME:-$(uname -n)}
interval=${COLLECTD_INTERVAL:-10}
tab=$(printf '\t')

# The first two columns are UUID and name.
put_guest() {
  names=$header$tab values=$line$tab
  rest=${values#*"$tab"}
  guest=$(printf '%s' "${rest%%"$tab"*}" | tr -c 'A-Za-z0-9._-' '_' | cut -c 1-60)
  while [ -n "$names" ]; do
    name=${names%%"$tab"*} value=${values%%"$tab"*}
    names=${names#*"$tab"} values=${values#*"$tab"}
    case $name in '' | UUID | name) continue ;; esac
    case $value in '' | *[!0-9.-]*) continue ;; esac
    printf 'PUTVAL "%s/qgauge-%s/gauge-%s" interval=%s N:%s\n' "$host" "$guest" "$name" "$interval" "$value"
  done
}

# The writer may exit and be restarted; a new one begins with the header.
while [ -p "$pipe" ]; do
  while IFS= read -r line; do
    case $line in
    UUID"$tab"*) header=$line ;;
    *) [ -z "$header" ] || put_guest ;;
    esac
  done <"$pipe"
done
