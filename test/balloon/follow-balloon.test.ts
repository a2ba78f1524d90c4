import { expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { followBalloon } from '../../src/balloon/follow-balloon.js';
import type { WatchItem, WatchSample } from '../../src/model/balloon-watch.js';
import { GuestSampler } from '../../src/poll/sample/guest-sampler.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { setPollingInterval } from '../../src/qemu/balloon.js';

const DEVICE = { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' };

it('takes a report that arrived just before a reset for one of before it', async () => {
  const qemu = await startMockQemu({ name: 'web', version: '7.2', time: 'manual', startMs: Date.now() });
  onTestFinished(() => qemu.close());
  const client = await QmpClient.connect(qemu.address, { control: true });
  onTestFinished(() => client.close());
  await setPollingInterval(client, DEVICE.path, 1);
  await qemu.advance(1000);
  const stop = new AbortController();
  const shown: (WatchItem | WatchSample)[] = [];
  const isShown = (matches: (item: WatchItem | WatchSample) => boolean) =>
    expect.poll(() => shown.some(matches), { timeout: 60_000, interval: 10 }).toBe(true);
  const following = followBalloon(client, {
    target: { process: undefined, isNamed: true, monitors: [], agent: undefined, whyNoMonitor: '' },
    socket: { address: parseAddress(qemu.address), listening: undefined },
    sample: await new GuestSampler().sample(client, stop.signal),
    device: DEVICE,
    pollingSeconds: 1,
    signal: stop.signal,
    onItem: (item) => shown.push(item),
    onPresent: (present) => shown.push(present),
  });
  try {
    await isShown((item) => 'reason' in item && item.reason === 'present');
    // The next report arrives between two samples, and the reset follows before the next sample.
    await qemu.advance(1000);
    qemu.machine.reset();
    await isShown((item) => 'event' in item && item.event === 'RESET');
    await isShown((item) => 'verdict' in item && item.verdict === 'reset-pending');
  } finally {
    stop.abort();
    await following;
  }
});
