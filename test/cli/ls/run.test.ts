import { expect, it, vi } from 'vitest';
import { ls } from '../../../src/cli/ls/run.js';
import { fakePipe } from '../fake-context.js';
import { startFakeDaemon, sweepReply } from '../fake-daemon.js';

it('ls --watch asks the daemon in each round', async () => {
  const { asked } = await startFakeDaemon(...Array.from({ length: 1000 }, (_, at) => sweepReply(at)));
  const { context, written, warnings, end } = fakePipe();
  const watched = ls([], { socket: [], watch: 0.1, columns: 'name,state', sort: 'name' }, context);
  await vi.waitUntil(() => written.length >= 3, { timeout: 90_000 });
  end();
  expect(await watched).toBe(0);
  expect(new Set(asked)).toEqual(new Set(['/api/v1/snapshot']));
  expect(asked.length).toBeGreaterThanOrEqual(3);
  const [first = ''] = written;
  expect(first).toMatch(/^NAME +STATE\n/);
  expect(written[1]).toBe(`\n${first}`);
  // That of the snapshots, once.
  expect(warnings).toEqual(['a warning']);
});
