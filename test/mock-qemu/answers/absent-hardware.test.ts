import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../mock-qemu/answers/commands.js';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import type { QemuVersion } from '../../../mock-qemu/qapi/versions.js';
import type { JsonObject } from '../../../mock-qemu/wire/json.js';

async function refusal(version: QemuVersion, execute: string, args: JsonObject = {}): Promise<unknown> {
  await using qemu = await startMockQemu({ version, driver: 'none' });
  try {
    return runCommand(qemu.machine, { execute, arguments: args, isOob: false });
  } catch (error) {
    return error;
  }
}

describe('on x86, 11.1 refuses', () => {
  it.each([
    ['query-gic-capabilities', {}, 'GIC hardware is not available on this target'],
    ['query-s390x-cpu-polarization', {}, 'CPU polarization is not supported on this target'],
    ['set-cpu-topology', { 'core-id': 0n }, 'CPU topology change is not supported on this target'],
    ['dump-skeys', { filename: 'x' }, 'Storage keys information not available for this architecture'],
    ['query-firmware-log', {}, 'firmware log buffer not found'],
    ['device-sync-config', { id: 'nope' }, "Device 'nope' not found"],
    ['device-sync-config', { id: 'net0' }, "device-sync-config is not supported for 'virtio-net-device'"],
    ['xen-event-list', {}, 'Xen event channel emulation not enabled'],
    [
      'cxl-inject-poison',
      { path: '/', start: 0n, length: 1n },
      'Poison injection must be in multiples of 64 bytes',
    ],
    ['cxl-inject-poison', { path: '/', start: 64n, length: 64n }, 'Unable to resolve path'],
  ] as const)('%s, case %#', async (command, args, message) => {
    expect(await refusal('11.1', command, args)).toMatchObject({ class: 'GenericError', message });
  });

  it('a change of a job that does not exist, with a class of its own', async () => {
    expect(await refusal('10.0', 'block-job-change', { id: 'j', type: 'stream' })).toMatchObject({
      class: 'DeviceNotActive',
      message: "Block job 'j' not found",
    });
  });

  it('nothing of another version', async () => {
    expect(await refusal('10.0', 'query-gic-capabilities')).toMatchObject({
      class: 'CommandNotFound',
      message: 'The command query-gic-capabilities has not been found',
    });
  });
});
