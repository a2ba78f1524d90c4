import { blockNodes, insertedMedium, UNTHROTTLED } from '../machine/block-node.js';
import { emptyDriveQdev } from '../machine/board.js';
import { type DiskOptions, findDisk, nodeName, qdevPath, virtualSizeBytes } from '../machine/disk.js';
import type { Machine } from '../machine/machine.js';
import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { cannotFind, deviceOrId } from './block-nodes.js';
import { blockStats, emptyDriveStats, nodeStats } from './block-stats.js';
import { EMPTY_DRIVE, isEmptyDrive, openTray } from './empty-drive.js';
import { doing, flag, type Handlers, integer, text } from './handler.js';
import { shaped } from './shaped.js';

export const blockHandlers: Handlers = {
  'query-block': queryBlock,
  'query-blockstats': queryBlockstats,
  'query-named-block-nodes': queryNamedBlockNodes,
  'x-debug-query-block-graph': queryBlockGraph,
  block_resize: doing(resize),
  block_set_io_throttle: doing(setThrottle),
  eject: doing((machine, args) => openTray(machine, args, true)),
  'blockdev-open-tray': doing((machine, args) => openTray(machine, args, true)),
  'blockdev-close-tray': doing((machine, args) => openTray(machine, args, false)),
};

function queryBlock(machine: Machine): Json {
  const disks = machine.disks.map(blockInfo);
  return shaped(machine, 'query-block', machine.emptyDrive ? [...disks, emptyDriveInfo(machine)] : disks);
}

function blockInfo(disk: DiskOptions): JsonObject {
  return {
    'io-status': disk.ioStatus ?? 'ok',
    device: disk.device ?? '',
    locked: false,
    removable: false,
    inserted: insertedMedium(disk),
    qdev: qdevPath(disk),
    type: 'unknown',
  };
}

function emptyDriveInfo(machine: Machine): JsonObject {
  const drive = { device: EMPTY_DRIVE, locked: false, removable: true, type: 'unknown' };
  const qdev = emptyDriveQdev(machine);
  return { ...drive, 'io-status': 'ok', qdev, tray_open: machine.emptyDriveIsOpen };
}

/** With `query-nodes` it lists all nodes, also those that no device uses. */
function queryBlockstats(machine: Machine, args: JsonObject): Json {
  const elapsedMs = machine.clock.elapsedMs();
  if (flag(args, 'query-nodes')) {
    return machine.disks.toReversed().flatMap((disk) => nodeStats(disk, machine.version, elapsedMs));
  }
  const disks = machine.disks.map((disk) => blockStats(disk, machine.version, elapsedMs));
  if (!machine.emptyDrive) return disks;
  return [...disks, emptyDriveStats(machine.version, EMPTY_DRIVE, emptyDriveQdev(machine))];
}

/** The nodes have numbers: for each disk its device, its format and its file, each with an edge to the next. */
function queryBlockGraph(machine: Machine): Json {
  const disks = machine.disks.map((disk, index) => ({ disk, first: 3 * index + 1 }));
  return {
    nodes: disks.flatMap(({ disk, first }) => [
      { id: first, type: 'block-backend', name: qdevPath(disk) },
      { id: first + 1, type: 'block-driver', name: nodeName(disk) },
      { id: first + 2, type: 'block-driver', name: `${nodeName(disk)}-file` },
    ]),
    edges: disks.flatMap(({ first }) => [
      edge('root', first, ['consistent-read', 'write'], ['consistent-read', 'write-unchanged', 'resize']),
      edge('file', first + 1, ['consistent-read', 'write', 'resize'], ['consistent-read', 'write-unchanged']),
    ]),
  };
}

function edge(name: string, parent: number, perm: readonly string[], shared: readonly string[]): JsonObject {
  return { parent, child: parent + 1, name, perm, 'shared-perm': shared };
}

function queryNamedBlockNodes(machine: Machine, args: JsonObject): Json {
  const flat = flag(args, 'flat');
  const nodes = machine.disks.toReversed().flatMap((disk) => blockNodes(disk, flat));
  return shaped(machine, 'query-named-block-nodes', nodes);
}

function resize(machine: Machine, args: JsonObject): void {
  const device = text(args, 'device') ?? '';
  const node = text(args, 'node-name') ?? '';
  const disk = findDisk(machine.disks, device) ?? findDisk(machine.disks, node);
  if (disk === undefined) throw cannotFind(device, node);
  const size = integer(args, 'size') ?? 0n;
  if (size < 0n) throw new QmpError("Parameter 'size' expects a >0 size");
  if (size % 512n !== 0n) throw new QmpError('The new size must be a multiple of 512');
  const backingSizeBytes = disk.backingSizeBytes ?? virtualSizeBytes(disk);
  machine.changeDisk(disk.id, { virtualSizeBytes: Number(size), backingSizeBytes });
}

function setThrottle(machine: Machine, args: JsonObject): void {
  const disk = throttledDisk(machine, args);
  const limits = Object.keys(UNTHROTTLED).map((name) => [name, Number(integer(args, name) ?? 0n)] as const);
  const throttle = Object.fromEntries(limits);
  if (limits.some(([, limit]) => limit < 0))
    throw new QmpError('bps/iops/max values must be within [0, 1e+15]');
  for (const unit of ['bps', 'iops']) {
    if (throttle[unit] && (throttle[`${unit}_rd`] || throttle[`${unit}_wr`])) {
      throw new QmpError(TOTALS);
    }
  }
  machine.changeDisk(disk.id, { throttle });
}

const TOTALS = 'bps/iops/max total values and read/write values cannot be used at the same time';

function throttledDisk(machine: Machine, args: JsonObject): DiskOptions {
  const name = deviceOrId(args);
  const device = text(args, 'device');
  const disk = machine.disks.find(
    (candidate) => (device === undefined ? candidate.id : candidate.device) === name,
  );
  if (disk !== undefined) return disk;
  if (isEmptyDrive(machine, name)) throw new QmpError(`Device '${name}' has no medium`);
  throw new QmpError(`Device '${name}' not found`, 'DeviceNotFound');
}
