import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { interfaces, pickInterface } from '../interfaces.js';

/** What was set of a card. */
export interface SetLink {
  /** The name of the card. */
  readonly name: string;
  readonly isUp: boolean;
}

/**
 * Plugs the cable of a network card in or out: set_link. The guest sees it by the carrier of its interface; QEMU does not tell it,
 * so that the result is what QEMU has accepted.
 *
 * @param card its name, id, MAC address, or the id of its backend, or its interface on the host
 * @throws {NoSuchDeviceError} when the guest has no such card
 * @throws {ControlRefusedError} for a card that has neither an id nor a backend
 */
export async function setLink(
  reach: ControlReach,
  card: string,
  isUp: boolean,
  options: CallOptions = {},
): Promise<SetLink> {
  return reach.control.call('setLink', options, async (call) => {
    const { name, id, netdev } = pickInterface(reach.name, await interfaces(reach), card);
    const by = id ?? netdev;
    if (by === undefined)
      throw new ControlRefusedError(
        reach.name,
        `the card ${name} has neither an id nor a backend to name it by`,
      );
    const other = isUp ? 'down' : 'up';
    const advice = domCommand('domif-setlink', reach.name, by, other);
    await call.qemu('set_link', { name: by, up: isUp }, { advice });
    return { name, isUp };
  });
}
