export const MIB = 2 ** 20;
export const HOST_ADDRESS = '10.97.41.1';
export const GUEST_ADDRESS = '10.97.41.2';

/** A disk of two mebibytes; reading the first sector of the second one fails. */
export const BROKEN = {
  driver: 'blkdebug',
  image: { driver: 'null-co', size: 2 * MIB, 'read-zeroes': true },
  'inject-error': [{ event: 'none', iotype: 'read', errno: 5, sector: MIB / 512 }],
};
/** What the guest does between the two samples: direct reads and writes of known sizes, and reads that fail. */
export const ON_DISKS = `
  dd if=/dev/zero of=/dev/vdb bs=64k count=32 oflag=direct
  dd if=/dev/vda of=/dev/null bs=32k count=8 iflag=direct
  dd if=/dev/zero of=/dev/vdd bs=4k count=16 oflag=direct
  dd if=/dev/vdc of=/dev/null bs=4k count=5 iflag=direct
  for i in 1 2 3; do dd if=/dev/vdc of=/dev/null bs=1M skip=1 count=1 iflag=direct; done`;
/** The guest sends much, and the host little, to distinguish the directions. */
export const SENT_BYTES = 300_000;
export const ON_NET = `head -c ${SENT_BYTES} /dev/zero >/tmp/much; nc -l -p 9 </tmp/much`;
export const RECEIVE = `until cat </dev/tcp/${GUEST_ADDRESS}/9 >/dev/null; do sleep 0.05; done`;
/** More than the queue of a tap holds while its guest receives nothing. */
export const FLOOD = `for ((i = 0; i < 1500; i++)); do printf x; done >/dev/udp/${GUEST_ADDRESS}/9`;
