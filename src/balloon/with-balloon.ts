import { type NamedTarget, nameGuest } from '../discover/list-targets.js';
import type { BalloonDevice } from '../model/balloon.js';
import { visitGuest } from '../poll/visit-guest.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import { findBalloon } from '../qemu/balloon.js';
import { readDevices } from '../qemu/devices.js';
import { readIdentity } from '../qemu/identity.js';
import { QgaugeError } from '../support/errors.js';
import { terminalSafe } from '../support/terminal-safe.js';

export interface WithBalloonOptions {
  readonly signal: AbortSignal;
  readonly control?: boolean | undefined;
  readonly unstable?: boolean | undefined;
}

/**
 * Has `work` done with a guest's balloon, on a connection of its own.
 *
 * @throws {QgaugeError} when QEMU cannot be asked, or the machine has no balloon
 */
export async function withBalloon(
  { name: knownName, target }: NamedTarget,
  options: WithBalloonOptions,
  work: (client: QmpClient, device: BalloonDevice, name: string) => Promise<number>,
): Promise<number> {
  const told = await visitGuest(target, options, async (client) => {
    const said = target.process ? undefined : (await readIdentity(client, { signal: options.signal })).name;
    const name = nameGuest({ name: knownName, target }, said);
    const device = findBalloon(await readDevices(client, false, { signal: options.signal }));
    if (device === undefined) {
      const who = terminalSafe(name, 100);
      throw new QgaugeError(
        'ERR_BALLOON',
        `${who} has no balloon: start QEMU with -device virtio-balloon-pci`,
      );
    }
    return { status: await work(client, device, name) };
  });
  if ('kind' in told) throw new QgaugeError('ERR_MONITOR', told.message);
  return told.status;
}
