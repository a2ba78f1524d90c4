#!/bin/sh
# Boots the systemd of this host as the first process of namespaces of its own, on a copy of the root that is dropped afterwards.
# Arguments: an empty directory, the name of a new control group, the checkout, the folder of units.
set -eu
folder=$1 group=$2 checkout=$3 units=$4

if [ "${INSIDE:-}" = "" ]; then
  # systemd takes the control group that it is in for the root of its own.
  for hierarchy in $(findmnt --noheadings --output TARGET --types cgroup2) $(findmnt --noheadings --output TARGET --types cgroup --options name=systemd); do
    mkdir -p "$hierarchy/$group"
    echo $$ > "$hierarchy/$group/cgroup.procs"
  done
  exec env INSIDE=yes unshare --mount --pid --fork --kill-child --cgroup --uts --ipc --net "$0" "$@"
fi

mount -t tmpfs tmpfs "$folder"
mkdir "$folder/upper" "$folder/work" "$folder/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
cd "$folder/root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount --rbind /dev dev
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mkdir -p ".$checkout"
mount --rbind "$checkout" ".$checkout"

# None of this host's services, and no configuration of qgauge.
rm -rf etc/systemd/system etc/qgauge
mkdir -p etc/systemd/system etc/sysusers.d etc/tmpfiles.d
cp "$units"/*.service "$units"/*.socket "$units"/*.timer etc/systemd/system/
cp "$units"/sysusers.d/* etc/sysusers.d/
cp "$units"/tmpfiles.d/* etc/tmpfiles.d/
printf '[Unit]\nRequires=basic.target\nAfter=basic.target\n' > etc/systemd/system/qgauge-lab.target
printf '#!/bin/sh\nexec %s %s/dist/bin/main.js "$@"\n' "$NODE" "$checkout" > usr/local/bin/qgauge
chmod 755 usr/local/bin/qgauge

ip link set lo up
mkdir -p old
pivot_root . old
umount --lazy /old
exec env --ignore-environment container=lab PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --unit=qgauge-lab.target --log-target=console --show-status=no
