import type {
  GuestDisk,
  GuestFileSystem,
  GuestInfo,
  GuestInterface,
  GuestLoad,
  GuestOsInfo,
  GuestTimezone,
  GuestUser,
} from '../../model/guest-agent.js';

/** A key of libvirt's guest information, and its value; `undefined`: the guest does not say it, and libvirt has no such line. */
type Pair = readonly [key: string, value: string | number | undefined];

const KEY_COLUMNS = 20;

/**
 * Prints what a guest's agent tells as `virsh guestinfo` does: libvirt's keys in libvirt's order, each with what is known.
 * The `alias` of a disk is the id of QEMU's device, which has no name of libvirt's.
 */
export function encodeGuestInfo(info: GuestInfo): string {
  return guestInfoPairs(info)
    .map(([key, value]) => `${key.padEnd(KEY_COLUMNS)}: ${value}\n`)
    .join('');
}

/** The keys and values that {@link encodeGuestInfo} prints. */
export function guestInfoPairs(info: GuestInfo): readonly (readonly [key: string, value: string])[] {
  const { users, os, timezone, hostname, filesystems, disks, interfaces, load } = info;
  const pairs: readonly Pair[] = [
    ...(users ? pairsOfUsers(users) : []),
    ...(os ? pairsOfOs(os) : []),
    ...(timezone ? pairsOfTimezone(timezone) : []),
    ['hostname', hostname],
    ...(filesystems ? pairsOfList('fs', filesystems, pairsOfFileSystem) : []),
    ...(disks ? pairsOfList('disk', disks, pairsOfDisk) : []),
    ...(interfaces ? pairsOfList('if', interfaces, pairsOfInterface) : []),
    ...(load ? pairsOfLoad(load) : []),
  ];
  return pairs.flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)] as const]));
}

/** The number of items, and then the pairs of each, with its number in front. */
function pairsOfList<T>(
  name: string,
  items: readonly T[],
  pairsOf: (item: T) => readonly Pair[],
): readonly Pair[] {
  const pairs = items.flatMap((item, index) =>
    pairsOf(item).map(([key, value]): Pair => [`${name}.${index}.${key}`, value]),
  );
  return [[`${name}.count`, items.length], ...pairs];
}

function pairsOfUsers(users: readonly GuestUser[]): readonly Pair[] {
  return pairsOfList('user', users, ({ name, domain, loginSeconds }) => [
    ['name', name],
    ['domain', domain],
    ['login-time', loginSeconds === undefined ? undefined : Math.trunc(loginSeconds * 1000)],
  ]);
}

function pairsOfOs(os: GuestOsInfo): readonly Pair[] {
  return [
    ['os.id', os.id],
    ['os.name', os.name],
    ['os.pretty-name', os.prettyName],
    ['os.version', os.version],
    ['os.version-id', os.versionId],
    ['os.machine', os.machine],
    ['os.variant', os.variant],
    ['os.variant-id', os.variantId],
    ['os.kernel-release', os.kernelRelease],
    ['os.kernel-version', os.kernelVersion],
  ];
}

function pairsOfTimezone({ name, offsetSeconds }: GuestTimezone): readonly Pair[] {
  return [
    ['timezone.name', name],
    ['timezone.offset', offsetSeconds],
  ];
}

function pairsOfFileSystem(fileSystem: GuestFileSystem): readonly Pair[] {
  return [
    ['name', fileSystem.name],
    ['mountpoint', fileSystem.mountpoint],
    ['fstype', fileSystem.type],
    ['total-bytes', fileSystem.totalBytes],
    ['used-bytes', fileSystem.usedBytes],
    ...pairsOfList('disk', fileSystem.disks, ({ alias, serial, device }) => [
      ['alias', alias],
      ['serial', serial],
      ['device', device],
    ]),
  ];
}

function pairsOfDisk({ name, isPartition, dependencies, address, guestAlias }: GuestDisk): readonly Pair[] {
  return [
    ['name', name],
    ['partition', isPartition ? 'yes' : 'no'],
    // libvirt has no line for none.
    ...(dependencies && dependencies.length > 0
      ? pairsOfList('dependency', dependencies, (dependency) => [['name', dependency]])
      : []),
    ['serial', address?.serial],
    ['alias', address?.alias],
    ['guest_alias', guestAlias],
    ['guest_bus', address?.busType],
  ];
}

function pairsOfInterface({ name, mac, addresses }: GuestInterface): readonly Pair[] {
  return [
    ['name', name],
    ['hwaddr', mac],
    ...pairsOfList('addr', addresses, ({ type, address, prefix }) => [
      ['type', type],
      ['addr', address],
      ['prefix', prefix],
    ]),
  ];
}

function pairsOfLoad({ oneMinute, fiveMinutes, fifteenMinutes }: GuestLoad): readonly Pair[] {
  return [
    ['load.1m', oneMinute.toFixed(6)],
    ['load.5m', fiveMinutes.toFixed(6)],
    ['load.15m', fifteenMinutes.toFixed(6)],
  ];
}
