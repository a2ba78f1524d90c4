import { onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { DriverBench } from '../../src/balloon/driver-bench.js';
import type { RunInGuest } from '../../src/monitor/with-agent.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import type { DriverQuestion } from '../../src/qemu/balloon-device.js';
import type { Clock } from '../../src/support/clock.js';

/** A whole second: reports are dated in whole seconds. */
const START_MS = Date.UTC(2026, 0, 1);

export interface ManualBench {
  readonly bench: DriverBench;
  readonly qemu: MockQemu;
  readonly client: QmpClient;
  readonly clock: Clock;
  /** As with --unstable. */
  readonly question: DriverQuestion;
}

/** A mock's balloon on the bench; its time passes only while the bench waits. */
export async function manualBench(
  options: MockQemuOptions = {},
  signal: AbortSignal = new AbortController().signal,
  runInGuest?: RunInGuest,
): Promise<ManualBench> {
  const { startMs = START_MS } = options;
  const qemu = await startMockQemu({ name: 'web', ...options, time: 'manual', startMs });
  onTestFinished(() => qemu.close());
  const client = await QmpClient.connect(qemu.address, { control: true, unstable: true });
  onTestFinished(() => client.close());
  let nowMs = startMs;
  const clock: Clock = {
    nowMs: () => nowMs,
    sleep: async (ms, ends) => {
      ends?.throwIfAborted();
      nowMs += ms;
      await qemu.advance(ms);
    },
  };
  const device = { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' };
  const question = { unstable: true, version: client.greeting.version };
  const bench = await DriverBench.open(client, device, { question, signal, clock, runInGuest });
  return { bench, qemu, client, clock, question };
}
