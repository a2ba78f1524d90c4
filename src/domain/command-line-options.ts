import type { OptionValue } from '../discover/option-list.js';
import { type QemuOption, splitOptions, valuesOf } from '../discover/qemu-options.js';
import { readKernelFile } from '../linux/files/read-file.js';
import { REMOVED, removeCredentials } from '../support/remove-credentials.js';
import { UnsupportedError } from './domain-error.js';
import { type ProcessReach, readOfProcess } from './own-process.js';

/** An option of QEMU's command line, without secrets. */
export interface CommandLineOption {
  /** Without its dashes. */
  readonly name: string;
  /** The value of an option that has no parts; empty for a switch. */
  readonly text: string;
  /** The parts of the value: `-device virtio-net-pci,netdev=n0` has `driver` and `netdev`. Empty where there are none. */
  readonly parts: { readonly [key: string]: string };
}

/** The options whose value has parts, with the key that the first part may go without (qemu-options.def). */
const WITH_PARTS: ReadonlyMap<string, string> = new Map([
  ['M', 'type'],
  ['accel', 'accel'],
  ['acpitable', ''],
  ['action', ''],
  ['audio', 'driver'],
  ['audiodev', 'driver'],
  ['blockdev', 'driver'],
  ['boot', 'order'],
  ['chardev', 'backend'],
  ['compat', ''],
  ['cpu', 'model'],
  ['device', 'driver'],
  ['display', 'type'],
  ['drive', ''],
  ['fsdev', 'fsdriver'],
  ['fw_cfg', 'name'],
  ['global', ''],
  ['iscsi', ''],
  ['m', 'size'],
  ['machine', 'type'],
  ['memory', 'size'],
  ['mon', 'chardev'],
  ['msg', ''],
  ['name', 'guest'],
  ['net', 'type'],
  ['netdev', 'type'],
  ['nic', 'type'],
  ['numa', 'type'],
  ['object', 'qom-type'],
  ['overcommit', ''],
  ['rtc', ''],
  ['run-with', ''],
  ['sandbox', 'enable'],
  ['set', ''],
  ['smbios', ''],
  ['smp', 'cpus'],
  ['spice', ''],
  ['tpmdev', 'type'],
  ['virtfs', 'fsdriver'],
  ['vnc', 'vnc'],
]);

/** Parts that are, or may hold, what another user must not see. */
const SECRET_PARTS: ReadonlySet<string> = new Set([
  'cookie',
  'passphrase',
  'passwd',
  'password',
  'token',
  'user',
  'username',
]);
/** The same of one option: the data of a secret; files for the guest and strings of its firmware, which pass credentials on. */
const SECRET_PARTS_OF: { readonly [option: string]: string } = {
  object: 'data',
  set: 'data',
  fw_cfg: 'string',
  smbios: 'value',
};

/**
 * Reads the options of a QEMU: /proc/PID/cmdline. Secrets are removed.
 *
 * @throws {UnsupportedError} when the process is not on this host, or does not show it
 */
export function readCommandLine(reach: ProcessReach): readonly CommandLineOption[] {
  const text = readOfProcess(reach, (pid) => readKernelFile(`${reach.procRoot}/${pid}/cmdline`));
  if (!text) throw new UnsupportedError(reach.name, 'its process does not show its command line');
  return describeOptions(text.replace(/\0$/, '').split('\0').slice(1));
}

/** Parses the arguments of a QEMU, and removes secrets. */
export function describeOptions(args: readonly string[]): readonly CommandLineOption[] {
  return splitOptions(args).map((option) => {
    const impliedKey = WITH_PARTS.get(option.name);
    if (impliedKey === undefined)
      return { name: option.name, text: removeCredentials(option.text), parts: {} };
    return { name: option.name, text: '', parts: withoutSecrets(option, valuesOf(option, impliedKey)) };
  });
}

function withoutSecrets({ name }: QemuOption, values: OptionValue): CommandLineOption['parts'] {
  return Object.fromEntries(
    Array.from(values, ([key, value]) => [
      key,
      isSecret(name, key, value) ? REMOVED : removeCredentials(value),
    ]),
  );
}

function isSecret(option: string, key: string, value: string): boolean {
  // `-vnc …,password=on` is a switch.
  if (option === 'vnc' && (value === 'on' || value === 'off')) return false;
  const last = key.split('.').at(-1) ?? key;
  return SECRET_PARTS.has(last) || SECRET_PARTS_OF[option] === last;
}
