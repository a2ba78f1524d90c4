import { describe, expect, it } from 'vitest';
import { type SnapshotsFromOptions, snapshotsFrom } from '../../src/cli/snapshots-from.js';
import { DaemonClient } from '../../src/client/daemon-client.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { VERSION } from '../../src/support/version.js';
import { AFTER } from '../formats/moving-snapshot.js';
import { NO_ANSWER, type Reply, snapshotReply, startRemoteDaemon } from './fake-daemon.js';

const at = (takenAtSeconds: number) => ({ ...AFTER, takenAtSeconds });
const sweep = (number: number, about: object = {}) => snapshotReply(at(number), { number, ...about });

/** The snapshots of a daemon that gives these answers, and what is said of it. */
async function from(
  replies: readonly Reply[],
  select: readonly string[] = [],
  more: Partial<SnapshotsFromOptions> = {},
) {
  const { url, asked } = await startRemoteDaemon(...replies);
  const outages: string[] = [];
  const snapshots = snapshotsFrom(new DaemonClient({ url }), select, {
    ...{ signal: new AbortController().signal, againMs: 1, onOutage: (why) => void outages.push(why) },
    ...more,
  });
  return { snapshots, outages, asked, origin: url.origin };
}

async function take(snapshots: AsyncIterable<Snapshot>, count: number): Promise<readonly Snapshot[]> {
  const taken: Snapshot[] = [];
  for await (const snapshot of snapshots) if (taken.push(snapshot) === count) break;
  return taken;
}

describe('the snapshots from an address', () => {
  it('go on when the daemon is back, and say once why it was away', async () => {
    const replies = [NO_ANSWER, NO_ANSWER, sweep(7), NO_ANSWER, NO_ANSWER, sweep(1), sweep(2)];
    const { snapshots, outages, asked, origin } = await from(replies);
    expect((await take(snapshots, 3)).map(({ takenAtSeconds }) => takenAtSeconds)).toEqual([7, 1, 2]);
    const why = `${origin}: socket hang up: asking again`;
    expect(outages).toEqual([why, why]);
    const latest = '/api/v1/snapshot';
    const later = (number: number) => `${latest}?after=${number}`;
    expect(asked).toEqual([latest, latest, latest, later(7), latest, latest, later(1)]);
  });

  it('have the named guests only, which may go', async () => {
    const web = AFTER.guests.filter(({ name }) => name === 'web1');
    const replies = [sweep(1), snapshotReply({ ...AFTER, guests: [] }, { number: 2 })];
    const { snapshots } = await from(replies, ['web1']);
    const guests = (await take(snapshots, 2)).map((snapshot) => snapshot.guests.map(({ name }) => name));
    expect(guests).toEqual([web.map(({ name }) => name), []]);
  });

  it('are refused for a guest that the daemon does not know', async () => {
    const { snapshots, origin } = await from([sweep(1)], ['wbe1']);
    const error = {
      code: 'ERR_GUEST',
      message: `${origin}: the daemon knows no guest 'wbe1'; did you mean 'web1'?`,
    };
    await expect(take(snapshots, 1)).rejects.toMatchObject(error);
  });

  it.each(['any', 'start'] as const)('end at an outage before the first with failsAt %j', async (failsAt) => {
    const { snapshots, outages, origin } = await from([NO_ANSWER], [], { failsAt });
    const error = { code: 'ERR_DAEMON', message: `${origin}: socket hang up` };
    await expect(take(snapshots, 1)).rejects.toMatchObject(error);
    expect(outages).toEqual([]);
  });

  it("end at a later outage with failsAt 'any' alone", async () => {
    const replies = [sweep(1), NO_ANSWER, sweep(2)];
    const { snapshots } = await from(replies, [], { failsAt: 'any' });
    await expect(take(snapshots, 2)).rejects.toMatchObject({ code: 'ERR_DAEMON' });
    const patient = await from(replies, [], { failsAt: 'start' });
    expect(await take(patient.snapshots, 2)).toHaveLength(2);
  });

  it.each([
    [
      'a title for the terminal as a pid',
      snapshotReply({ ...AFTER, guests: [{ ...AFTER.guests[0], pid: '\u001b]0;title\u0007' }] }),
      '/api/v1/snapshot was not answered with a valid snapshot: /guests/0/pid must be integer',
    ],
    [
      'a version that is an order',
      sweep(1, { version: '\u001b[2J' }),
      `the daemon is qgauge ?[2J, and this is ${VERSION}`,
    ],
    [
      'an error that is one',
      ((response) =>
        void response
          .writeHead(503)
          .end('{"error":{"code":"X","message":"a\\u001b[2J\\nb"}}')) satisfies Reply,
      'a?[2J?b',
    ],
    [
      'a page',
      ((response) => void response.end('<html>')) satisfies Reply,
      '/api/v1/snapshot was not answered with a snapshot',
    ],
  ])('have nothing of a hostile daemon that sends %s', async (_, hostile, why) => {
    const { snapshots, outages, origin } = await from([hostile, sweep(1)]);
    expect(await take(snapshots, 1)).toHaveLength(1);
    expect(outages).toEqual([`${origin}: ${why}: asking again`]);
  });
});
