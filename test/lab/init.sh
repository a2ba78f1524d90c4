#!/bin/busybox sh
# The first process of the lab's guest. Its options are on the kernel command line:
#   nomod=virtio_balloon,…   modules that it does not load
#   ip4=10.0.2.15/24         address of eth0; ip4_1=… of eth1, and so on
# It runs the shell commands of the second serial port, one at a time, and prints its own truth on the first.

/bin/busybox mkdir -p /proc /sys /dev /etc /run /tmp /var/run /var/log /mnt /usr/bin /usr/sbin /sbin
/bin/busybox --install -s
export PATH=/sbin:/usr/sbin:/bin:/usr/bin HOME=/

mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs run /run

cat >/etc/os-release <<END
NAME="Lab"
ID=lab
VERSION_ID=1
PRETTY_NAME="Lab Linux 1"
END
hostname labguest

# A late kernel message would otherwise land in the middle of a TRUTH line.
dmesg -n 1

kernel_word() {
  for word in $(cat /proc/cmdline); do
    case $word in "$1="*) echo "${word#*=}" ;; esac
  done
}

skipped=",$(kernel_word nomod),"
while read -r module; do
  case $skipped in *",$module,"*) continue ;; esac
  insmod "/modules/$module.ko" || echo "LAB: module $module does not load"
done </modules/order

ip link set lo up
for device in /sys/class/net/eth*; do
  [ -e "$device" ] || continue
  interface=${device##*/}
  number=${interface#eth}
  ip link set "$interface" up
  if [ "$number" = 0 ]; then address=$(kernel_word ip4); else address=$(kernel_word "ip4_$number"); fi
  [ -z "$address" ] || ip address add "$address" dev "$interface"
done

# Without udev nothing else names the ports.
mkdir -p /dev/virtio-ports
for port in /sys/class/virtio-ports/*; do
  [ -s "$port/name" ] && ln -s "/dev/${port##*/}" "/dev/virtio-ports/$(cat "$port/name")"
done
if [ -e /dev/virtio-ports/org.qemu.guest_agent.0 ]; then
  qemu-ga --logfile /var/log/qemu-ga.log </dev/null >/dev/null 2>&1 &
fi

# One order is a line `ID BASE64`; its answer is the output and then a line of \036, ID and exit status.
serve_orders() {
  while read -r id order; do
    echo "$order" | base64 -d >/tmp/order
    sh /tmp/order </dev/null 2>&1
    printf '\036%s %s\n' "$id" $?
  done
}
# The port is kept open, so that its settings last and no order is lost before the shell reads.
if exec 3<>/dev/ttyS1 && stty raw -echo <&3; then
  serve_orders <&3 >&3 &
else
  echo 'LAB: there is no second serial port'
fi

read_truth() {
  awk '
    FILENAME == "/proc/uptime" { line = "TRUTH uptime=" $1 }
    FILENAME == "/proc/meminfo" && /^(MemTotal|MemFree|MemAvailable|Cached|SwapTotal):/ { line = line " " substr($1, 1, length($1) - 1) "=" $2 }
    FILENAME == "/proc/vmstat" && /^(pswpin|pswpout|pgfault|pgmajfault) / { line = line " " $1 "=" $2 }
    END { print line }
  ' /proc/uptime /proc/meminfo /proc/vmstat
}
while true; do
  read_truth
  sleep 1
done
