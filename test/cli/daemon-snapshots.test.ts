import { describe, expect, it } from 'vitest';
import { snapshotOfDaemon, snapshotsOfDaemon } from '../../src/cli/daemon-snapshots.js';
import { type Reply, startFakeDaemon, sweepReply } from './fake-daemon.js';

const NO_LATER_SWEEP: Reply = (response) => void response.writeHead(304).end();

function newContext() {
  const warnings: string[] = [];
  return {
    warnings,
    signal: new AbortController().signal,
    warn: (line: string) => void warnings.push(line),
  };
}

describe('the snapshots of a daemon', () => {
  it('go on while its interval is longer than a request may wait, until it is stale', async () => {
    const { path, asked } = await startFakeDaemon(
      sweepReply(7),
      ...[NO_LATER_SWEEP, sweepReply(7), sweepReply(8)],
      ...[NO_LATER_SWEEP, sweepReply(8, true)],
    );
    const context = newContext();
    const numbers: unknown[] = [];
    for await (const { self } of snapshotsOfDaemon([], context)) numbers.push(self?.sweep);
    expect(numbers).toEqual([7, 8]);
    const [latest, next] = ['/api/v1/snapshot', '/api/v1/snapshot?after=7'];
    expect(asked).toEqual([latest, next, latest, next, '/api/v1/snapshot?after=8', latest]);
    const why = 'the daemon has measured nothing for 77 s';
    expect(context.warnings).toEqual([`${path}: ${why}: asking the guests`]);
  });
});

describe('something at the socket that is not a daemon', () => {
  it('is reported, and the guests are asked', async () => {
    const { path } = await startFakeDaemon((response) => void response.end('<html>'));
    const context = newContext();
    expect(await snapshotOfDaemon([], context)).toBeUndefined();
    const why = '/api/v1/snapshot was not answered with a snapshot';
    expect(context.warnings).toEqual([`${path}: ${why}: asking the guests`]);
  });
});
