import { expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { type SnapshotProgress, takeSnapshot } from '../../src/poll/take-snapshot.js';
import { parseAddress } from '../../src/protocol/transport/address.js';

it('a snapshot reports each guest that is found, and each that has answered or failed to', async () => {
  await using qemu = await startMockQemu({ name: 'web' });
  const sockets = [parseAddress(qemu.address), parseAddress('unix:/nonexistent/qmp.sock')];
  const seen: SnapshotProgress[] = [];
  const { guests } = await takeSnapshot({ sockets, onProgress: (progress) => seen.push(progress) });
  expect(guests.map(({ problem }) => problem?.kind)).toEqual([undefined, 'gone']);
  expect(seen).toEqual([
    { found: 1, done: 0 },
    { found: 2, done: 0 },
    { found: 2, done: 1 },
    { found: 2, done: 2 },
  ]);
});
