import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { runQgauge } from '../../run-qgauge.js';

const MIB = 1024 ** 2;

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
    const run = await runQgauge(['balloon', 'watch', 'watched', '--interval', '1', '--ndjson', ...args]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    return run.stdout
      .split('\n')
      .slice(0, -1)
      .map((line): Item => JSON.parse(line));
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
    const watching = watch('--for', '6s');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await guest.control('stop');
    const items = await watching;
    await guest.control('cont');
    expect(items).toContainEqual(expect.objectContaining({ event: 'STOP' }));
    expect(items.at(-1)).toMatchObject({ reason: 'silence', verdict: 'paused' });
  });
});
