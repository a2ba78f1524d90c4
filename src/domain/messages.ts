import { readProcessUid } from '../linux/proc-owner.js';
import type { BlockDevice } from '../model/block-device.js';
import type { DomainMessage, DomainMessages } from '../model/domain-info.js';
import { readBlockDevices } from '../qemu/block-devices.js';
import { type MachineType, readMachineType } from '../qemu/machine-type.js';
import { PartFailures } from '../support/part-failures.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { type CommandLineOption, readCommandLine } from './command-line-options.js';
import { readOfProcess } from './own-process.js';
import type { QmpProcessReach } from './qmp-reach.js';

/**
 * Reads what is unsafe or deprecated about a guest: its command line, query-block, query-machines, the user of its process.
 * Which CPU models are deprecated is not read: that holds the main loop of QEMU for milliseconds.
 */
export async function messages(reach: QmpProcessReach): Promise<DomainMessages> {
  const { qmp, options } = reach;
  const parts = new PartFailures();
  const [machine, disks = []] = await Promise.all([
    parts.catch('machine', readMachineType(qmp, options)),
    parts.catch('block', readBlockDevices(qmp, options)),
  ]);
  const commandLine = parts.attempt('command-line', () => readCommandLine(reach)) ?? [];
  return {
    messages: [
      ...aboutMachine(machine),
      ...(parts.attempt('user', () => aboutUser(reach)) ?? []),
      ...disks.flatMap(aboutDisk),
      ...commandLine.flatMap(aboutOption),
    ],
    failures: parts.list(),
  };
}

function aboutMachine(machine: MachineType | undefined): readonly DomainMessage[] {
  if (!machine?.isDeprecated) return [];
  const text = `the machine type '${machine.name}' is deprecated: a later QEMU will not start this guest`;
  return [{ kind: 'deprecation', id: 'deprecated-machine', text }];
}

function aboutUser(reach: QmpProcessReach): readonly DomainMessage[] {
  const uid = readOfProcess(reach, (pid) => readProcessUid(reach.procRoot, pid));
  if (uid !== 0) return [];
  return [tainted('high-privileges', 'QEMU runs as root')];
}

function aboutDisk({ name, cache }: BlockDevice): readonly DomainMessage[] {
  if (!cache?.ignoresFlushes) return [];
  const text = `the disk '${terminalSafe(name, 60)}' ignores flushes (cache=unsafe): its image is lost when the host fails`;
  return [tainted('unsafe-cache', text)];
}

function aboutOption({ name, parts }: CommandLineOption): readonly DomainMessage[] {
  switch (name) {
    case 'cpu':
      if (parts.model !== 'host') return [];
      return [
        tainted('host-cpu', 'the guest has the CPU of its host (-cpu host): it may not run on another one'),
      ];
    case 'dtb':
      return [tainted('custom-dtb', 'the guest has a device tree of its own (-dtb)')];
    case 'drive':
      return isProbed(parts)
        ? [
            tainted(
              'disk-probing',
              `QEMU guesses the format of ${terminalSafe(parts.file ?? '')} (-drive without format=): a guest can fake it`,
            ),
          ]
        : [];
    case 'netdev':
    case 'nic':
      return [parts.script, parts.downscript].some((script) => script !== undefined && script !== 'no')
        ? [tainted('shell-scripts', `QEMU runs a script for its network (-${name} script=)`)]
        : [];
    default:
      return [];
  }
}

function isProbed({ file, format, driver }: CommandLineOption['parts']): boolean {
  return file !== undefined && format === undefined && driver === undefined;
}

function tainted(id: DomainMessage['id'], text: string): DomainMessage {
  return { kind: 'tainting', id, text };
}
