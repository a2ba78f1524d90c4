import type { BlockDevice } from '../model/block-device.js';
import type { PartFailure } from '../model/qemu-sample.js';
import { readBlockDevices } from '../qemu/block-devices.js';
import { type Chardev, readChardevs } from '../qemu/chardevs.js';
import { compareDevices, type Device, readDevices } from '../qemu/devices.js';
import { type MemoryDevice, readMemoryDevices } from '../qemu/memory-devices.js';
import { type PciDevice, readPciDevices } from '../qemu/pci.js';
import { PartFailures } from '../support/part-failures.js';
import { type CommandLineOption, readCommandLine } from './command-line-options.js';
import { type DomainIdentity, identity } from './identity.js';
import type { QmpProcessReach } from './qmp-reach.js';
import type { Reach } from './reach.js';

/** What a guest is made of, as QEMU has it now. A part is `undefined` when it could not be read. */
export interface DomainDescription {
  readonly identity: DomainIdentity | undefined;
  /** How QEMU was started, without secrets; what was plugged in since is not there. */
  readonly commandLine: readonly CommandLineOption[] | undefined;
  /** The devices of the machine in QEMU's object model. */
  readonly devices: readonly Device[] | undefined;
  readonly pci: readonly PciDevice[] | undefined;
  readonly block: readonly BlockDevice[] | undefined;
  readonly chardevs: readonly Chardev[] | undefined;
  readonly memoryDevices: readonly MemoryDevice[] | undefined;
  readonly failures: readonly PartFailure[];
}

/**
 * Describes the guest, for programs that would read libvirt's XML: /proc/PID/cmdline, qom-list, query-pci, query-block,
 * query-chardev, query-memory-devices. A part that cannot be read leaves the others.
 */
export async function describe(reach: QmpProcessReach & Pick<Reach, 'target'>): Promise<DomainDescription> {
  const { qmp, options } = reach;
  const parts = new PartFailures();
  const [who, devices, pci, block, chardevs, memoryDevices] = await Promise.all([
    parts.catch('identity', identity(reach)),
    parts.catch('devices', readDevices(qmp, true, options)),
    parts.catch('pci', readPciDevices(qmp, options)),
    parts.catch('block', readBlockDevices(qmp, options)),
    parts.catch('chardevs', readChardevs(qmp, options)),
    parts.catch('memory-devices', readMemoryDevices(qmp, options)),
  ]);
  return {
    identity: who,
    commandLine: parts.attempt('command-line', () => readCommandLine(reach)),
    devices: devices && [...devices].sort(compareDevices),
    pci,
    block,
    chardevs,
    memoryDevices,
    failures: parts.list(),
  };
}
