import { withBalloon } from '../../../balloon/with-balloon.js';
import { readInterval, setPollingInterval } from '../../../qemu/balloon.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { findGuest } from '../find-guests.js';

/** Has QEMU ask a guest every `seconds`; 0 switches polling off. Resolves to the exit status. */
export async function balloonPoll(
  guest: string,
  seconds: number,
  { out, warn, signal }: Context,
): Promise<number> {
  const found = findGuest(guest);
  return withBalloon(found, { signal }, async (client, { path }, said) => {
    const name = terminalSafe(said, 100);
    const before = await readInterval(client, path, { signal });
    if (before !== 0 && before !== undefined && before !== seconds)
      warn(
        `${name}: somebody had set an interval of ${before} s, which is for every reader: it is changed for them too`,
      );
    await setPollingInterval(client, path, seconds, { signal });
    out(
      `${name}: ${before === seconds ? 'unchanged, ' : ''}${seconds === 0 ? 'polling is off' : `asked every ${seconds} s`}\n`,
    );
    return EXIT.ok;
  });
}
