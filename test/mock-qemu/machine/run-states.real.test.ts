import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { MockQemuOptions } from '../../../mock-qemu/mock-qemu.js';
import { execute, expectSame, type Step } from '../beside-real-qemu.js';
import { skipsRealQemu } from '../real-qemu.js';

/** Guests of a few bytes: what the firmware loads from the first sector of the disk, and runs. */
const PROGRAMS = {
  idle: [],
  panic: [...outByte(0x505, 1)],
  switchOff: [...outWord(0x604, 0x2000)],
  sleep: [...outWord(0x604, 0x2400)],
  neglectWatchdog: [...outByte(0x443, 0x0f)],
  reset: [...outByte(0xcf9, 6)],
  write: [...[0xb8, 1, 3, 0xbb, 0, 0x7c, 0xb9, 2, 0], ...[0xba, 0x80, 0, 0xcd, 0x13]],
} as const;

describe.skipIf(skipsRealQemu)('beside a real QEMU with a guest of a few bytes, the mock', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'boot-sector-'));
    for (const [name, code] of Object.entries(PROGRAMS)) {
      await writeFile(join(directory, name), sector(code));
    }
  });

  afterAll(() => rm(directory, { recursive: true }));

  it('ends when the guest shuts down', async () => {
    await compare('switchOff', [], {}, [CONT, { guest: ({ machine }) => machine.shutDown(), ends: true }]);
  });

  it('stays, with -no-shutdown, when the guest shuts down', async () => {
    await compare('switchOff', ['-no-shutdown'], { noShutdown: true }, [
      CONT,
      { guest: ({ machine }) => machine.shutDown(), until: '"STOP"' },
      ...andStatus('cont', 'system_powerdown', 'system_wakeup', 'stop', 'system_reset'),
    ]);
  });

  it('ends when the guest panics', async () => {
    await compare('panic', ['-device', 'pvpanic'], {}, [
      CONT,
      { guest: ({ machine }) => machine.panic(), ends: true },
    ]);
  });

  it('pauses when the guest panics, with that action', async () => {
    const actions = { panic: 'pause' } as const;
    await compare('panic', ['-device', 'pvpanic', '-action', 'panic=pause'], { actions }, [
      CONT,
      { guest: ({ machine }) => machine.panic(), until: '"STOP"' },
      ...andStatus('cont', 'stop', 'system_reset'),
    ]);
  });

  it('sleeps when the guest does, and cannot be stopped then', async () => {
    await compare('sleep', [], {}, [
      CONT,
      { guest: ({ machine }) => machine.suspend(), until: '"SUSPEND"' },
      ...andStatus('stop', 'cont', 'system_powerdown', 'system_reset', 'system_wakeup'),
    ]);
  });

  it('pauses for a watchdog, with that action', async () => {
    const actions = { watchdog: 'pause' } as const;
    await compare('neglectWatchdog', ['-device', 'ib700', '-action', 'watchdog=pause'], { actions }, [
      CONT,
      { guest: ({ machine }) => machine.expireWatchdog(), until: '"STOP"' },
      ...andStatus('cont', 'stop'),
    ]);
  });

  it('reports only that the watchdog has expired, and ends', async () => {
    const actions = { watchdog: 'poweroff' } as const;
    await compare('neglectWatchdog', ['-device', 'ib700', '-action', 'watchdog=poweroff'], { actions }, [
      CONT,
      { guest: ({ machine }) => machine.expireWatchdog(), ends: true },
    ]);
  });

  it('ends instead of a reset, with -no-reboot', async () => {
    await compare('reset', ['-no-reboot'], { noReboot: true }, [
      CONT,
      { guest: ({ machine }) => machine.guestReset(), ends: true },
    ]);
    await compare('idle', ['-no-reboot'], { noReboot: true }, [{ ...execute('system_reset'), ends: true }]);
  });

  it('stops on a full disk, and again when it is still full', async () => {
    const image = { driver: 'file', filename: join(directory, 'write') };
    const fault = [{ event: 'none', iotype: 'write', errno: 28 }];
    const file = { driver: 'blkdebug', image, 'inject-error': fault };
    const blockdev = JSON.stringify({ driver: 'raw', 'node-name': 'disk0-node', file });
    const args = ['-blockdev', blockdev, '-device', 'virtio-blk-pci,drive=disk0-node,id=disk0,bootindex=0'];
    await expectSame([...MACHINE, ...args], PLAIN, [
      CONT,
      { guest: ({ machine }) => machine.failDisk('disk0'), until: '"STOP"' },
      execute('query-status'),
      execute('system_reset'),
      execute('query-status'),
    ]);
  });

  async function compare(
    program: keyof typeof PROGRAMS,
    args: readonly string[],
    options: MockQemuOptions,
    steps: readonly Step[],
  ) {
    const drive = `if=none,id=boot,format=raw,snapshot=on,file=${join(directory, program)}`;
    const boot = ['-drive', drive, '-device', 'virtio-blk-pci,drive=boot,bootindex=0'];
    await expectSame([...MACHINE, ...boot, ...args], { ...PLAIN, ...options }, steps);
  }
});

const MACHINE = ['-machine', 'q35', '-m', '64'];
const PLAIN = { status: 'prelaunch', memoryBytes: 64 * 1024 * 1024, balloon: 'none' } as const;
const CONT = execute('cont');

function andStatus(...commands: string[]): Step[] {
  return commands.flatMap((command) => [execute(command), execute('query-status')]);
}

function outByte(port: number, value: number): number[] {
  return [0xba, port & 255, port >> 8, 0xb0, value, 0xee];
}

function outWord(port: number, value: number): number[] {
  return [0xba, port & 255, port >> 8, 0xb8, value & 255, value >> 8, 0xef];
}

/** Ends in a halt for ever, and with the mark of a sector that can be booted. */
function sector(code: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(1024 * 1024);
  bytes.set([...code, 0xf4, 0xeb, 0xfd]);
  bytes.set([0x55, 0xaa], 510);
  return bytes;
}
