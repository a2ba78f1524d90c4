import { QmpError } from '../wire/qmp-error.js';
import { flag, type Handlers, integer, text } from './handler.js';
import { refused } from './refuse.js';

/** Commands of QEMU 10.0 and later for hardware that no x86 machine, or not the mock's, has, with QEMU's own errors. */
export const absentHardware: Handlers = {
  ...refused('Unable to resolve path', [
    'cxl-inject-correctable-error',
    'cxl-inject-dram-event',
    'cxl-inject-general-media-event',
    'cxl-inject-memory-module-event',
    'cxl-inject-uncorrectable-errors',
  ]),
  'cxl-inject-poison': (_, args) => {
    if ((integer(args, 'length') ?? 0n) % 64n !== 0n) {
      throw new QmpError('Poison injection must be in multiples of 64 bytes');
    }
    if ((integer(args, 'start') ?? 0n) % 64n !== 0n) {
      throw new QmpError('Poison start address must be 64 byte aligned');
    }
    throw new QmpError('Unable to resolve path');
  },
  'cxl-add-dynamic-capacity': (_, args) => {
    if (text(args, 'selection-policy') === 'prescriptive') throw new QmpError(NO_CXL_MEMORY);
    throw new QmpError('Selection policy not supported');
  },
  'cxl-release-dynamic-capacity': (_, args) => {
    if (flag(args, 'forced-removal')) throw new QmpError('Forced removal not supported yet');
    if (text(args, 'removal-policy') === 'prescriptive') throw new QmpError(NO_CXL_MEMORY);
    throw new QmpError('Removal policy not supported');
  },
  ...refused('Xen event channel emulation not enabled', ['xen-event-list', 'xen-event-inject']),
  ...refused('CPU model comparison is not supported on this target', ['query-cpu-model-comparison']),
  ...refused('CPU model baseline is not supported on this target', ['query-cpu-model-baseline']),
  ...refused('CPU topology change is not supported on this target', ['set-cpu-topology']),
  ...refused('CPU polarization is not supported on this target', ['query-s390x-cpu-polarization']),
  ...refused('GIC hardware is not available on this target', ['query-gic-capabilities']),
  ...refused('Storage keys information not available for this architecture', ['dump-skeys']),
  ...refused('firmware log buffer not found', ['query-firmware-log']),
  ...refused('GHES QMP error inject is not compiled in', ['inject-ghes-v2-error']),
};

const NO_CXL_MEMORY = 'Unable to resolve CXL type 3 device';
