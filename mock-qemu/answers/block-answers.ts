import { blockInfo, emptyDriveInfo } from '../machine/disk.js';
import type { Machine } from '../machine/machine.js';
import type { Json } from '../wire/json.js';
import { blockStats, emptyDriveStats } from './block-stats.js';
import type { Handlers } from './handler.js';

export const blockHandlers: Handlers = {
  'query-block': queryBlock,
  'query-blockstats': queryBlockstats,
};

function queryBlock(machine: Machine): Json {
  const disks = machine.disks.map((disk) => blockInfo(disk, machine.version));
  return machine.emptyDrive ? [...disks, emptyDriveInfo()] : disks;
}

function queryBlockstats(machine: Machine): Json {
  const elapsedMs = machine.clock.elapsedMs();
  const disks = machine.disks.map((disk) => blockStats(disk, machine.version, elapsedMs));
  return machine.emptyDrive ? [...disks, emptyDriveStats(machine.version)] : disks;
}
