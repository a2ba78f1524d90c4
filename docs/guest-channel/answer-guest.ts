import { connect } from 'node:net';
import { poll, type Snapshot } from 'qgauge';
import { GuestChannel, holdPort } from 'qgauge/guest-channel';
import { encodeGuestStats, guestStatsOf, parseStatEncoding } from 'qgauge/guest-stats';

/** Measures one guest, and answers it on its port, until the signal fires. */
export async function answerGuest(monitor: string, port: string, signal: AbortSignal): Promise<void> {
  let last: Snapshot | undefined;
  const channel = new GuestChannel({
    answer: ({ encoding: word, stat }) => {
      const encoding = parseStatEncoding(word);
      const [guest] = last?.guests ?? [];
      const stats = last && guest && guestStatsOf(guest, last.host);
      return stats && encoding && encodeGuestStats(stats, encoding, stat);
    },
  });
  const held = holdPort(async () => connect(port), channel, { signal });
  const options = { guests: [monitor], discover: false, guestStats: true, interval: 5, signal };
  for await (const snapshot of poll(options)) last = snapshot;
  await held;
}
