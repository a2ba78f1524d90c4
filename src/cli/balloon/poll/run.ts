import { withBalloon } from '../../../balloon/with-balloon.js';
import { findGuest } from '../../../discover/find-guest.js';
import { readInterval, setPollingInterval } from '../../../qemu/balloon.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { Borrowing } from '../../borrowing.js';
import { type Context, EXIT } from '../../context.js';

/** Sets the interval at which QEMU asks a guest for a report, in seconds; 0 switches polling off. */
export async function balloonPoll(guest: string, seconds: number, { out, signal }: Context): Promise<number> {
  const found = findGuest(guest);
  await using borrowing = new Borrowing({ signal });
  const { whenBusy } = borrowing;
  return await withBalloon(
    found,
    { signal, whenBusy },
    async ({ client, device: { path }, name: knownName }) => {
      const name = terminalSafe(knownName, 100);
      const before = await readInterval(client, path, { signal });
      await setPollingInterval(client, path, seconds, { signal });
      out(`${name}: ${describeChange(before, seconds)}\n`);
      return EXIT.ok;
    },
  );
}

/** The interval is one property, which all readers of the balloon share. */
function describeChange(before: number | undefined, seconds: number): string {
  const now = seconds === 0 ? 'polling is off' : `asked every ${seconds} s`;
  if (before === seconds) return `unchanged, ${now}`;
  return before === 0 || before === undefined ? now : `${now}, for every reader (before: every ${before} s)`;
}
