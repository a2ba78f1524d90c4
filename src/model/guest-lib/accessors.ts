/** Where a value of the guest library comes from, and what it is handed out as. */
export interface Accessor {
  /** The number of the value on the wire of `guestlib.info.get`. */
  readonly id: number;
  readonly type: 'uint32' | 'uint64' | 'text';
  /** MB are 1024 KB, ms are 1000 us; the others are as the statistic has them. */
  readonly unit: 'MHz' | 'MB' | 'ms' | 'shares' | 'count' | 'path';
  readonly group: 'session' | 'host' | 'resources' | typeof LIBRARY_GROUP;
  /** A name within the group. */
  readonly stat: string;
}

/** The group of statistics that accessors alone have: VMware's document lists none of them with the others. */
export const LIBRARY_GROUP = 'guestlib';

/** Every value of the guest library, under the name of its function: VMGuestLib_GetCpuUsedMs is `cpuUsedMs`. */
export const ACCESSORS = {
  cpuReservationMHz: of(1, 'uint32', 'MHz', 'resources', 'vm.cpu.reserved'),
  cpuLimitMHz: of(2, 'uint32', 'MHz', 'resources', 'vm.cpu.limit'),
  cpuShares: of(3, 'uint32', 'shares', LIBRARY_GROUP, 'vm.cpu.shares'),
  cpuUsedMs: of(4, 'uint64', 'ms', 'resources', 'vm.cpu.used'),
  hostProcessorSpeed: of(5, 'uint32', 'MHz', 'host', 'host.cpu.processorMHz'),
  memReservationMB: of(6, 'uint32', 'MB', 'resources', 'guest.mem.reserved'),
  memLimitMB: of(7, 'uint32', 'MB', 'resources', 'guest.mem.limit'),
  memShares: of(8, 'uint32', 'shares', LIBRARY_GROUP, 'guest.mem.shares'),
  memMappedMB: of(9, 'uint32', 'MB', 'resources', 'guest.mem.mapped'),
  memActiveMB: of(10, 'uint32', 'MB', LIBRARY_GROUP, 'guest.mem.active'),
  memOverheadMB: of(11, 'uint32', 'MB', LIBRARY_GROUP, 'ovhd.mem.mapped'),
  memBalloonedMB: of(12, 'uint32', 'MB', 'resources', 'guest.mem.ballooned'),
  memSwappedMB: of(13, 'uint32', 'MB', 'resources', 'guest.mem.swapped'),
  memSharedMB: of(14, 'uint32', 'MB', LIBRARY_GROUP, 'guest.mem.shared'),
  memSharedSavedMB: of(15, 'uint32', 'MB', LIBRARY_GROUP, 'guest.mem.sharedSaved'),
  memUsedMB: of(16, 'uint32', 'MB', 'resources', 'guest.mem.consumed'),
  elapsedMs: of(17, 'uint64', 'ms', 'session', 'uptime'),
  resourcePoolPath: of(18, 'text', 'path', LIBRARY_GROUP, 'vm.resourcePool'),
  cpuStolenMs: of(19, 'uint64', 'ms', LIBRARY_GROUP, 'vm.cpu.stolen'),
  memTargetSizeMB: of(20, 'uint64', 'MB', LIBRARY_GROUP, 'guest.mem.target'),
  hostNumCpuCores: of(21, 'uint32', 'count', 'host', 'host.cpu.cores'),
  hostCpuUsedMs: of(22, 'uint64', 'ms', LIBRARY_GROUP, 'host.cpu.used'),
  hostMemSwappedMB: of(23, 'uint64', 'MB', LIBRARY_GROUP, 'host.mem.swapped'),
  hostMemSharedMB: of(24, 'uint64', 'MB', LIBRARY_GROUP, 'host.mem.shared'),
  hostMemUsedMB: of(25, 'uint64', 'MB', LIBRARY_GROUP, 'host.mem.used'),
  hostMemPhysMB: of(26, 'uint64', 'MB', LIBRARY_GROUP, 'host.mem.physical'),
  hostMemPhysFreeMB: of(27, 'uint64', 'MB', LIBRARY_GROUP, 'host.mem.free'),
  hostMemKernOvhdMB: of(28, 'uint64', 'MB', LIBRARY_GROUP, 'host.mem.kernel'),
  hostMemMappedMB: of(29, 'uint64', 'MB', LIBRARY_GROUP, 'host.mem.mapped'),
  hostMemUnmappedMB: of(30, 'uint64', 'MB', LIBRARY_GROUP, 'host.mem.unmapped'),
  memZippedMB: of(31, 'uint32', 'MB', LIBRARY_GROUP, 'guest.mem.zipped'),
  memZipSavedMB: of(32, 'uint32', 'MB', LIBRARY_GROUP, 'guest.mem.zipSaved'),
  memLLSwappedMB: of(33, 'uint32', 'MB', LIBRARY_GROUP, 'guest.mem.llSwapped'),
  memSwapTargetMB: of(34, 'uint32', 'MB', LIBRARY_GROUP, 'guest.mem.swapTarget'),
  memBalloonTargetMB: of(35, 'uint32', 'MB', LIBRARY_GROUP, 'guest.mem.balloonTarget'),
  memBalloonMaxMB: of(36, 'uint32', 'MB', LIBRARY_GROUP, 'guest.mem.balloonMax'),
  resourcePoolPathLong: of(37, 'text', 'path', LIBRARY_GROUP, 'vm.resourcePool'),
  memShares64: of(38, 'uint64', 'shares', LIBRARY_GROUP, 'guest.mem.shares'),
} as const;

/** The name of an accessor, such as `cpuUsedMs`. */
export type AccessorName = keyof typeof ACCESSORS;
/** The accessors whose values are of one type. */
export type AccessorOf<Type extends Accessor['type']> = {
  [Name in AccessorName]: (typeof ACCESSORS)[Name]['type'] extends Type ? Name : never;
}[AccessorName];

function of<Type extends Accessor['type']>(
  id: number,
  type: Type,
  unit: Accessor['unit'],
  group: Accessor['group'],
  stat: string,
): Accessor & { readonly type: Type } {
  return { id, type, unit, group, stat };
}
