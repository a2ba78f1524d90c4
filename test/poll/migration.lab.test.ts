import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { encodeHvMonitor } from '../../src/formats/hv-monitor/hv-monitor.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { poll } from '../../src/poll/poller.js';
import { takeSnapshot } from '../../src/poll/take-snapshot.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { temporaryDirectory } from '../temporary-directory.js';

describeLab('a migration from one QEMU of this host to another', (lab) => {
  it('leaves one guest, whose name is with the QEMU that runs it', async () => {
    const directory = await temporaryDirectory();
    const paths = ['source', 'destination'].map((name) => join(directory, name));
    const wire = `unix:${join(directory, 'wire')}`;
    const machine = ['-machine', 'q35', '-accel', 'tcg', '-m', '32', '-nodefaults', '-display', 'none'];
    const start = (path: string, ...more: readonly string[]) =>
      startBareQemu(
        lab.qemu,
        [...machine, '-name', 'moved', '-qmp', `unix:${path},server=on,wait=off`, ...more],
        { ready: path },
      );
    const [from = '', to = ''] = paths;
    const source = await start(from);
    const destination = await start(to, '-incoming', wire);
    const sockets = paths.map(parseAddress);
    const look = async () => {
      const snapshot = await takeSnapshot({ sockets });
      const { totals } = encodeHvMonitor(snapshot).data;
      return {
        pids: Object.fromEntries(snapshot.guests.map(({ name, pid }) => [name, pid])),
        sums: [totals.on, totals.paused, totals.cpus, totals.mem_alloc],
        warnings: snapshot.warnings,
      };
    };
    const once = { sums: [1, 0, 1, 32 * 2 ** 20], warnings: [] };
    expect(await look()).toEqual({ ...once, pids: { moved: source.pid, 'moved-incoming': destination.pid } });

    const sweeps = poll({ guests: sockets.map((address) => ({ address })), interval: 0.2 })[
      Symbol.asyncIterator
    ]();
    onTestFinished(async () => {
      await sweeps.return?.();
    });
    const names = async () => {
      const { value } = await sweeps.next();
      const snapshot: Snapshot = value;
      return snapshot.guests.map(({ name, migration }) => [name, migration]);
    };
    expect(await names()).toEqual([
      ['moved', undefined],
      ['moved-incoming', 'incoming'],
    ]);
    await using client = await QmpClient.connect(parseAddress(from), { control: true });
    await client.execute('migrate', { uri: wire });
    await client.close();
    await expect.poll(look).toEqual({
      ...once,
      pids: { 'moved-outgoing': source.pid, moved: destination.pid },
    });
    await expect.poll(names).toEqual([
      ['moved-outgoing', 'outgoing'],
      ['moved', undefined],
    ]);
    await source.stop();
    expect((await look()).pids).toMatchObject({ moved: destination.pid });
  });
});
