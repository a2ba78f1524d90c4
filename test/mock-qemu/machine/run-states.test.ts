import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Machine } from '../../../mock-qemu/machine/machine.js';
import type { MachineOptions } from '../../../mock-qemu/machine/machine-options.js';
import { realTime } from '../../../mock-qemu/machine/real-time.js';
import { QmpError } from '../../../mock-qemu/wire/qmp-error.js';

describe('a machine', () => {
  it('shuts down a while after its power button is pressed', async () => {
    using bench = startBench({ powerdownMs: 1 });
    const ended = new Promise<void>((resolve) => {
      bench.machine.onEnd = resolve;
    });
    bench.machine.powerDown();
    expect(bench.heard).toEqual(['POWERDOWN']);
    await ended;
    expect(bench.heard).toEqual(['POWERDOWN', 'SHUTDOWN guest=true reason=guest-shutdown']);
    expect(bench.machine.status).toBe('shutdown');
  });

  it('may ignore its power button', () => {
    using bench = startBench({ powerdownMs: 'never' });
    bench.machine.powerDown();
    expect(bench.heard).toEqual(['POWERDOWN']);
  });

  it('forgets a pressed power button when it is reset', () => {
    using bench = startBench({ powerdownMs: 5, noShutdown: true });
    bench.machine.powerDown();
    bench.machine.reset();
    expect(bench.machine.status).toBe('running');
  });

  it('reports its end once, and after the current command', async () => {
    using bench = startBench({ noReboot: true });
    let ends = 0;
    bench.machine.onEnd = () => {
      ends += 1;
    };
    bench.machine.reset();
    expect(ends).toBe(0);
    await nextTurn();
    expect(ends).toBe(1);
    expect(bench.heard).toEqual(['SHUTDOWN guest=false reason=host-qmp-system-reset']);
  });

  it('can be stopped while suspended since 9.0, and is suspended again after cont', () => {
    using bench = startBench({ version: '10.0' });
    const { machine } = bench;
    machine.suspend();
    machine.stop();
    expect(machine.status).toBe('paused');
    machine.cont();
    expect(machine.status).toBe('suspended');
    machine.wakeUp();
    expect(machine.status).toBe('running');
    expect(bench.heard).toEqual(['SUSPEND', 'STOP', 'RESUME', 'WAKEUP']);
  });

  it('reports a panic twice, up to 5.2', () => {
    using bench = startBench({ version: '5.2' });
    bench.machine.panic();
    expect(bench.heard).toEqual([
      'GUEST_PANICKED action=pause',
      'GUEST_PANICKED action=poweroff',
      'SHUTDOWN guest=true reason=guest-panic',
    ]);
  });

  it('continues after a panic whose action is none', () => {
    using bench = startBench({ actions: { panic: 'none' } });
    bench.machine.panic();
    expect(bench.heard).toEqual(['GUEST_PANICKED action=run']);
    expect(bench.machine.status).toBe('running');
  });

  it('does nothing as a guest while it does not run', () => {
    using bench = startBench({ status: 'paused' });
    const { machine } = bench;
    machine.suspend();
    machine.panic();
    machine.shutDown();
    machine.guestReset();
    machine.expireWatchdog();
    machine.failDisk('disk0');
    expect(bench.heard).toEqual([]);
    expect(machine.status).toBe('paused');
  });

  it('has no error any more when it continues after a disk error', () => {
    using bench = startBench({ version: '7.2' });
    const { machine } = bench;
    machine.failDisk('disk0', { operation: 'read', nospace: false });
    expect(bench.heard).toEqual([
      'BLOCK_IO_ERROR device= node-name=disk0-node operation=read action=stop nospace=false reason=Input/output error',
      'STOP',
    ]);
    expect(machine.status).toBe('io-error');
    expect(machine.disks[0]?.ioStatus).toBe('failed');
    machine.cont();
    expect(machine.disks[0]?.ioStatus).toBe('ok');
  });

  it('wakes up only when suspended', () => {
    using bench = startBench({});
    expect(() => bench.machine.wakeUp()).toThrow(
      new QmpError('Unable to wake up: guest is not in suspended state'),
    );
  });

  it('finishes a migration at once when it is stopped under way', async () => {
    using bench = startBench({ migration: { durationMs: 1e9 } });
    const { machine } = bench;
    machine.migration.start('tcp:nowhere:1');
    machine.stop();
    await nextTurn();
    await nextTurn();
    expect(machine.migration.status).toBe('completed');
    expect(machine.status).toBe('postmigrate');
  });

  it('continues when its migration fails', async () => {
    const failsWith = "Failed to connect to 'nowhere:1': Connection refused";
    using bench = startBench({ status: 'paused', migration: { failsWith } });
    const { migration } = bench.machine;
    migration.start('tcp:nowhere:1');
    await nextTurn();
    expect(migration.info()).toEqual({ status: 'failed', 'error-desc': failsWith });
    expect(bench.machine.status).toBe('paused');
  });
});

/** A machine without clients, and the events that it sends. */
function startBench(options: MachineOptions) {
  const heard: string[] = [];
  const machine = new Machine(options, realTime, (event, data = {}) => {
    heard.push([event, ...Object.entries(data).map(([name, value]) => `${name}=${String(value)}`)].join(' '));
  });
  return { machine, heard, [Symbol.dispose]: () => machine.close() };
}
