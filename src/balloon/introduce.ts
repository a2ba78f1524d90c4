import { type NamedTarget, nameGuest } from '../discover/list-targets.js';
import { orderStats } from '../model/balloon-stats.js';
import type { WatchIntro } from '../model/balloon-watch.js';
import { mostBytes } from '../model/machine-bytes.js';
import type { Problem } from '../model/problem.js';
import type { QemuSample } from '../model/qemu-sample.js';
import { sampleOnce } from '../poll/sample/sample-once.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';

/** What is known of a balloon before it is followed. */
export interface Introduction {
  readonly intro: WatchIntro;
  readonly sample: QemuSample;
}

/** Samples a guest, and describes its balloon. Resolves to the reason when it has no balloon, or does not answer. */
export async function introduce(
  guest: NamedTarget,
  client: QmpClient,
  signal: AbortSignal,
): Promise<Introduction | Problem> {
  const sample = await sampleOnce(guest.target, client, { signal });
  if ('kind' in sample) return sample;
  const name = nameGuest(guest, sample.name);
  const device = sample.balloon?.device;
  if (device === undefined) return explainNoBalloon(name, sample);
  const { supplied = {}, unset = [] } = sample.balloon?.report ?? {};
  const intro = {
    name,
    device,
    baseBytes: mostBytes(sample.memory),
    stats: orderStats([...Object.keys(supplied), ...unset]),
    foundIntervalSeconds: sample.balloon?.intervalSeconds,
  };
  return { intro, sample };
}

function explainNoBalloon(name: string, { balloon, failures }: QemuSample): Problem {
  const why = failures.find(({ part }) => part === 'balloon' || part === 'devices')?.why;
  const message =
    balloon === undefined || why !== undefined
      ? `${name}: its balloon did not answer: ${why ?? 'the reason is not known'}`
      : `${name}: the machine has no virtio balloon: start QEMU with -device virtio-balloon-pci`;
  return { kind: 'failed', message };
}
