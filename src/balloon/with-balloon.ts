import { type NamedTarget, nameGuest } from '../discover/list-targets.js';
import type { BalloonDevice } from '../model/balloon.js';
import { MonitorError } from '../monitor/monitor-error.js';
import { type WithMonitorOptions, withMonitor } from '../monitor/with-monitor.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import { findBalloon } from '../qemu/balloon.js';
import { readDevices } from '../qemu/devices.js';
import { readIdentity } from '../qemu/identity.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { BalloonError } from './balloon-error.js';

/** A guest's balloon on an open monitor. */
export interface OpenBalloon {
  readonly client: QmpClient;
  readonly device: BalloonDevice;
  /** The guest's name, as QEMU or the process reports it. */
  readonly name: string;
}

/**
 * Connects to a guest's monitor, finds its balloon, and runs `work` on it; the connection is closed afterwards.
 *
 * @throws {MonitorError} when no monitor could be used
 * @throws {BalloonError} when the machine has no balloon
 */
export async function withBalloon<T>(
  { name: knownName, target }: NamedTarget,
  options: WithMonitorOptions,
  work: (balloon: OpenBalloon) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  const done = await withMonitor(target, options, async (client) => {
    const reported = target.process ? undefined : (await readIdentity(client, { signal })).name;
    const name = nameGuest({ name: knownName, target }, reported);
    const device = findBalloon(await readDevices(client, false, { signal }));
    if (device === undefined) {
      const guest = terminalSafe(name, 100);
      throw new BalloonError(`${guest} has no balloon: start QEMU with -device virtio-balloon-pci`);
    }
    return { value: await work({ client, device, name }) };
  });
  if ('kind' in done) throw new MonitorError(done);
  return done.value;
}
