import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { describeLab } from '../../../lab/context.js';
import { bootGuest, type LabGuest } from '../../../lab/guest.js';
import { entryFor } from '../../../lab/qemu-version.js';
import { MAIN, runQgauge } from '../../../run-qgauge.js';

const MIB = 1024 ** 2;
const WATCH = ['balloon', 'watch', 'watched', '--interval', '1', '--ndjson'];

interface Item {
  readonly type: string;
  readonly time: string;
  readonly reason?: string;
  readonly event?: string;
  readonly verdict?: string;
  readonly actualBytes?: number;
  readonly answerSeconds?: number | null;
  readonly usedBytes?: number | null;
  readonly data?: { readonly actual?: number };
  readonly stats?: { readonly [stat: string]: number | null };
}

describeLab('qgauge balloon watch beside a real guest', (lab) => {
  let guest: LabGuest;

  beforeAll(async () => {
    guest = await bootGuest(lab, { name: 'watched' });
  });

  afterAll(() => guest?.stop());

  async function watch(...args: readonly string[]): Promise<readonly Item[]> {
    const run = await runQgauge([...WATCH, ...args]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    return parseItems(run.stdout);
  }

  /** Starts watching; the first promise is of the first sample, the second of everything up to the item that is waited for. */
  function watchUntil(isLast: (item: Item, before: readonly Item[]) => boolean) {
    const child = spawn(process.execPath, [MAIN, ...WATCH], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const items: Item[] = [];
    const first = once(child.stdout, 'data');
    const all = (async () => {
      for await (const line of createInterface(child.stdout)) {
        const item: Item = JSON.parse(line);
        if (isLast(item, items)) child.kill('SIGINT');
        items.push(item);
      }
      return items;
    })();
    return { first, all };
  }

  it('tells reports a second apart, and that the driver answers at once', async () => {
    const items = await watch('-n', '3');
    expect(items).toMatchObject(Array(3).fill({ type: 'sample', reason: 'report', verdict: 'ok' }));
    const times = items.map(({ time }) => Date.parse(time) / 1000);
    for (const [at, { answerSeconds, usedBytes, stats }] of items.entries()) {
      expect(answerSeconds).toBeLessThan(0.5);
      expect(usedBytes).toBeGreaterThan(0);
      expect(stats).toMatchObject({ 'stat-total-memory': expect.any(Number) });
      if (at === 0) continue;
      const gap = (times[at] ?? 0) - (times[at - 1] ?? 0);
      expect(gap).toBeGreaterThan(0.8);
      expect(gap).toBeLessThan(1.6);
    }
  });

  it('shows a balloon that is inflated', async () => {
    const watching = watch('--for', '5s');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await guest.control('balloon', { value: 192 * MIB });
    const items = await watching;
    const changes = items.filter(({ event }) => event === 'BALLOON_CHANGE');
    expect(changes.at(-1)?.data?.actual).toBe(192 * MIB);
    expect(items.findLast(({ type }) => type === 'sample')).toMatchObject({ actualBytes: 192 * MIB });
  });

  it('says that a stopped guest does not report', async () => {
    const watching = watchUntil(({ reason }) => reason === 'silence');
    await watching.first;
    await guest.control('stop');
    const items = await watching.all;
    await guest.control('cont');
    expect(items).toContainEqual(expect.objectContaining({ event: 'STOP' }));
    expect(items).toContainEqual(expect.objectContaining({ reason: 'silence', verdict: 'paused' }));
  });

  it('says that QEMU is stopped, and goes on with it', async () => {
    const isStopped = ({ verdict }: Item) => verdict === 'stopped';
    const watching = watchUntil((item, before) => {
      if (isStopped(item)) guest.signal('SIGCONT');
      return item.verdict === 'ok' && before.some(isStopped);
    });
    await watching.first;
    guest.signal('SIGSTOP');
    const items = await watching.all;
    expect(items.find(isStopped)).toMatchObject({
      reason: 'silence',
      detail: expect.stringContaining(`QEMU (pid ${guest.pid}) is stopped`),
    });
  });

  it('says after a reset that what it shows is of before, until the driver is there again', async () => {
    const isReset = ({ event }: Item) => event === 'RESET';
    // A report of before may still arrive with the reset.
    const isNew = ({ reason, verdict }: Item) => reason === 'report' && verdict === 'ok';
    const watching = watchUntil((item, before) => isNew(item) && before.some(isReset));
    await watching.first;
    await guest.control('system_reset');
    const items = await watching.all;
    const after = items.slice(items.findIndex(isReset)).filter(({ type }) => type === 'sample');
    // A guest that boots within an interval leaves no time to say anything. Since 10.0 a reset clears the report.
    const verdict = entryFor(lab.qemu, { '7.2': 'reset-pending', '10.0': 'never-reported' });
    const meanwhile = after.slice(0, -1);
    expect(meanwhile).toEqual(meanwhile.map(() => expect.objectContaining({ verdict })));
    expect(after.at(-1)).toMatchObject({ reason: 'report', verdict: 'ok' });
    for (const { answerSeconds } of items) expect(answerSeconds ?? 0).toBeLessThan(0.5);
  });
});

function parseItems(text: string): readonly Item[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line): Item => JSON.parse(line));
}
