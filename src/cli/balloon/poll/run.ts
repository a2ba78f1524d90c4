import { withBalloon } from '../../../balloon/with-balloon.js';
import { findGuest } from '../../../discover/find-guest.js';
import { readInterval, setPollingInterval } from '../../../qemu/balloon.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';

/** Sets the interval at which QEMU asks a guest for a report, in seconds; 0 switches polling off. */
export async function balloonPoll(
  guest: string,
  seconds: number,
  { out, warn, signal }: Context,
): Promise<number> {
  const found = findGuest(guest);
  return withBalloon(found, { signal }, async ({ client, device: { path }, name: knownName }) => {
    const name = terminalSafe(knownName, 100);
    const before = await readInterval(client, path, { signal });
    if (before !== 0 && before !== undefined && before !== seconds)
      warn(`${name}: the interval was ${before} s; it is shared by all readers and changes for them too`);
    await setPollingInterval(client, path, seconds, { signal });
    out(
      `${name}: ${before === seconds ? 'unchanged, ' : ''}${seconds === 0 ? 'polling is off' : `asked every ${seconds} s`}\n`,
    );
    return EXIT.ok;
  });
}
