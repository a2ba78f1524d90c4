import type { Machine } from '../machine/machine.js';
import { qomGet } from '../machine/qom.js';
import { qomTree } from '../machine/qom-tree.js';
import { backendTypeOf } from '../machine/qom-types.js';
import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { hasNode } from './block-nodes.js';
import { doing, flag, type Handlers, integer, text } from './handler.js';
import { refused } from './refusals.js';

/** Of every path: the machine has no CXL device. */
const NO_CXL_DEVICE = 'Unable to resolve path';

/**
 * Commands that QEMU has gained after 7.2 and that an x86 machine without their hardware refuses. Since 11.1 the
 * introspection of every target has those of Arm and s390x too: their errors are QEMU's stubs for other targets.
 */
export const refusalsOfNewer: Handlers = {
  ...refused('GIC hardware is not available on this target', ['query-gic-capabilities']),
  ...refused('CPU topology change is not supported on this target', ['set-cpu-topology']),
  ...refused('CPU polarization is not supported on this target', ['query-s390x-cpu-polarization']),
  ...refused('CPU model comparison is not supported on this target', ['query-cpu-model-comparison']),
  ...refused('CPU model baseline is not supported on this target', ['query-cpu-model-baseline']),
  ...refused('Storage keys information not available for this architecture', ['dump-skeys']),
  ...refused('GHES QMP error inject is not compiled in', ['inject-ghes-v2-error']),
  ...refused('firmware log buffer not found', ['query-firmware-log']),
  ...refused('Xen event channel emulation not enabled', ['xen-event-list', 'xen-event-inject']),
  ...refused(NO_CXL_DEVICE, [
    'cxl-inject-general-media-event',
    'cxl-inject-dram-event',
    'cxl-inject-memory-module-event',
    'cxl-inject-uncorrectable-errors',
    'cxl-inject-correctable-error',
  ]),
  'cxl-inject-poison': doing(injectPoison),
  'cxl-add-dynamic-capacity': doing((_, args) => {
    if (text(args, 'selection-policy') !== 'prescriptive')
      throw new QmpError('Selection policy not supported');
    throw new QmpError('Unable to resolve CXL type 3 device');
  }),
  'cxl-release-dynamic-capacity': doing((_, args) => {
    if (flag(args, 'forced-removal')) throw new QmpError('Forced removal not supported yet');
    if (text(args, 'removal-policy') !== 'prescriptive') throw new QmpError('Removal policy not supported');
    throw new QmpError('Unable to resolve CXL type 3 device');
  }),
  'block-job-change': doing((_, args) => {
    throw new QmpError(`Block job '${text(args, 'id')}' not found`, 'DeviceNotActive');
  }),
  'blockdev-set-active': doing((machine, args) => {
    const name = text(args, 'node-name');
    if (name === undefined || hasNode(machine, name)) return;
    throw new QmpError(`Failed to find node with node-name='${name}'`);
  }),
  'device-sync-config': doing((machine, args) => syncConfig(machine, text(args, 'id') ?? '')),
};

function injectPoison(_: Machine, args: JsonObject): void {
  if ((integer(args, 'length') ?? 0n) % 64n !== 0n) {
    throw new QmpError('Poison injection must be in multiples of 64 bytes');
  }
  if ((integer(args, 'start') ?? 0n) % 64n !== 0n) {
    throw new QmpError('Poison start address must be 64 byte aligned');
  }
  throw new QmpError(NO_CXL_DEVICE);
}

/** Only vhost-user-blk can synchronise its configuration, and the machine has none. */
function syncConfig(machine: Machine, idOrPath: string): void {
  const path = idOrPath.startsWith('/') ? idOrPath : `/machine/peripheral/${idOrPath}`;
  const type = typeAt(machine, path);
  if (type === undefined) throw new QmpError(`Device '${idOrPath}' not found`);
  throw new QmpError(`device-sync-config is not supported for '${backendTypeOf(type) ?? type}'`);
}

function typeAt(machine: Machine, path: string): string | undefined {
  try {
    return String(qomGet(qomTree(machine), path, 'type'));
  } catch (error) {
    if (error instanceof QmpError) return undefined;
    throw error;
  }
}
