import type { Config } from '../../../config/config.js';
import type { PollOptions } from '../../../poll/poll-options.js';
import { looksLikeAddress, parseAddress } from '../../../protocol/transport/address.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { chooseGuests, findChosen } from '../../choose-guests.js';
import { UsageError } from '../../usage.js';
import { endOf } from '../shared-options.js';
import type { GuestChannelServeOptions } from './command.js';

/** Whose ports to serve, and how to measure these guests and no others. */
export interface ChosenChannels {
  readonly channels: Config['channels'];
  readonly poll: Pick<PollOptions, 'guests' | 'discover' | 'select' | 'expected' | 'holdByName'>;
}

/**
 * Chooses the guest that is named with an end of its port, else those of the configuration that have a channel.
 *
 * @param configFile for messages
 * @throws {UsageError} when there is none
 * @throws {NoSuchGuestError} when the guest with the named end does not exist
 */
export function chooseChannels(
  guests: readonly string[],
  options: Pick<GuestChannelServeOptions, 'connect' | 'listen'>,
  config: Config | undefined,
  configFile: string,
): ChosenChannels {
  const end = endOf(options);
  if (end === undefined) return chooseConfigured(guests, config, configFile);
  const [guest, another] = guests;
  if (guest === undefined || another !== undefined) {
    throw new UsageError('--connect and --listen are the end of one port: name one guest');
  }
  const choice = chooseGuests([guest], [], config);
  const { targets, expected } = findChosen(choice, config?.procfs);
  const name = targets[0]?.name ?? guest;
  const { options: told = {} } = config?.channels.find((channel) => channel.name === name) ?? {};
  const channels = [{ name, ...end, options: told }];
  // At an address any guest may answer, which is found by this name nevertheless.
  if (looksLikeAddress(guest)) {
    return { channels, poll: { guests: [{ name, address: parseAddress(guest) }], discover: false } };
  }
  return { channels, poll: { ...pollOf(choice), select: [guest], expected } };
}

function chooseConfigured(
  guests: readonly string[],
  config: Config | undefined,
  configFile: string,
): ChosenChannels {
  const configured = config?.channels ?? [];
  const shown = terminalSafe(configFile, 4096);
  const missing = guests.find((guest) => !configured.some(({ name }) => name === guest));
  if (missing !== undefined) {
    throw new UsageError(
      `${terminalSafe(missing, 100)} has no channel in ${shown}: name the end of its port, by --connect PATH or --listen PATH`,
    );
  }
  const channels = guests.length === 0 ? configured : configured.filter(({ name }) => guests.includes(name));
  if (channels.length === 0) {
    throw new UsageError(
      `no guest has a channel in ${shown}: name one with the end of its port, by --connect PATH or --listen PATH`,
    );
  }
  const select = channels.map(({ name }) => name);
  return { channels, poll: { ...pollOf(chooseGuests([], [], config)), select, expected: select } };
}

function pollOf({ guests, discover, holdByName }: ReturnType<typeof chooseGuests>): ChosenChannels['poll'] {
  return { guests, discover, holdByName };
}
