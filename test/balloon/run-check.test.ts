import { describe, expect, it } from 'vitest';
import { type CheckCase, failed, passed } from '../../src/balloon/check-case.js';
import { CHECK_CASES, runCheck } from '../../src/balloon/run-check.js';
import { manualBench } from './manual-bench.js';

const MEBIBYTE = 2 ** 20;

function aCase(run: CheckCase['run'], more: Partial<CheckCase> = {}): CheckCase {
  return { id: 'a-case', title: 'does something', basis: 'a document', run, ...more };
}

describe('a conformance run', () => {
  it('has cases with an id, a title and a basis each, and unique ids', () => {
    const ids = CHECK_CASES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, title, basis } of CHECK_CASES) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(title).not.toBe('');
      expect(basis).toMatch(/^(virtio 1\.2, \d|QEMU docs|qgauge docs)/);
    }
  });

  it('skips what the user has not allowed, and names the option that allows it', async () => {
    const { bench, qemu } = await manualBench();
    const { results } = await runCheck(bench, { control: false, disruptive: false });
    const skipped = new Map(results.map(({ id, state, why }) => [id, state === 'skipped' ? why : state]));
    expect(skipped.get('inflates')).toBe('it stops or resizes the guest: add --control');
    expect(skipped.get('reset')).toBe('it disturbs the guest: add --disruptive');
    expect(skipped.get('re-arms')).toBe('passed');
    expect(qemu.calls.filter(({ execute }) => execute === 'balloon' || execute === 'stop')).toEqual([]);
  });

  it("takes no total for wrong beside an NVDIMM that is far larger than the machine's memory", async () => {
    const { bench } = await manualBench({
      memoryBytes: 256 * MEBIBYTE,
      memoryDevices: [{ id: 'nv0', type: 'nvdimm', sizeBytes: 8192 * MEBIBYTE }],
    });
    await bench.setInterval(1);
    await bench.reports.awaitNew(1, 3000);
    const cases = CHECK_CASES.filter(({ id }) => id === 'total-in-bytes');
    const { results } = await runCheck(bench, { control: false, disruptive: false, cases });
    expect(results).toMatchObject([
      { state: 'passed', facts: [expect.stringMatching(/, machine 256 MiB$/)] },
    ]);
  });

  it('holds nothing against a driver while it does not get to run itself', async () => {
    const { bench } = await manualBench();
    const failing = aCase(async () => {
      const endMs = performance.now() + 300;
      while (performance.now() < endMs);
      return failed('too slow');
    });
    const { results } = await runCheck(bench, {
      control: false,
      disruptive: false,
      cases: [failing, aCase(async () => failed('wrong'), { id: 'quick' })],
    });
    expect(results.map(({ id, state, why }) => [id, state, why])).toEqual([
      [
        'a-case',
        'skipped',
        'qgauge itself seldom got to run meanwhile: its host or control group has no CPU to spare',
      ],
      ['quick', 'failed', 'wrong'],
    ]);
  });

  it('restores everything when it is interrupted in the middle', async () => {
    const end = new AbortController();
    const { bench, qemu } = await manualBench({ memoryBytes: 256 * MEBIBYTE }, end.signal);
    await bench.setInterval(7);
    const cases = [
      aCase(async ({ qmp, setTarget }) => {
        await setTarget.call(bench, 128 * MEBIBYTE);
        await bench.setInterval(1);
        await bench.sleep(500);
        await qmp.execute('stop');
        end.abort(new Error('Ctrl+C'));
        await bench.sleep(100);
        return passed();
      }),
      aCase(async () => passed(), { id: 'never-run' }),
    ];
    const { results, leftBehind } = await runCheck(bench, { control: true, disruptive: true, cases });
    expect(results.map(({ id, state, why }) => [id, state, why])).toEqual([
      ['a-case', 'skipped', 'the run was interrupted'],
      ['never-run', 'skipped', 'the run was interrupted'],
    ]);
    expect(leftBehind).toEqual([]);
    expect([qemu.balloon.intervalSeconds, qemu.balloon.actualBytes, qemu.machine.status]).toEqual([
      7,
      256 * MEBIBYTE,
      'running',
    ]);
  });

  it('restores a target that the guest has not begun to follow', async () => {
    const end = new AbortController();
    const { bench, qemu } = await manualBench({ driver: 'none' }, end.signal);
    const cases = [
      aCase(async () => {
        await bench.setTarget(512 * MEBIBYTE);
        end.abort(new Error('Ctrl+C'));
        await bench.sleep(1);
        return passed();
      }),
    ];
    expect(await runCheck(bench, { control: true, disruptive: true, cases })).toMatchObject({
      leftBehind: [],
    });
    const resizes = qemu.calls.filter(({ execute }) => execute === 'balloon');
    expect(resizes.map((call) => call.arguments)).toEqual([
      { value: 512 * MEBIBYTE },
      { value: 1024 * MEBIBYTE },
    ]);
  });

  it('sets no size in a guest that it has not resized', async () => {
    const { bench, qemu } = await manualBench();
    await runCheck(bench, { control: true, disruptive: true, cases: [aCase(async () => passed())] });
    expect(qemu.calls.filter(({ execute }) => execute === 'balloon')).toEqual([]);
  });

  it('undoes what a case has begun and not finished', async () => {
    const { bench } = await manualBench();
    const undone: string[] = [];
    const cases = [
      aCase(async () => {
        bench.undoAtEnd({ leaves: 'a', run: async () => undone.push('a') })();
        bench.undoAtEnd({ leaves: 'b is left', run: async () => undone.push('b') });
        bench.undoAtEnd({
          leaves: 'c is left',
          run: async () => {
            throw new Error('not possible');
          },
        });
        return passed();
      }),
    ];
    const { leftBehind } = await runCheck(bench, { control: true, disruptive: true, cases });
    expect(undone).toEqual(['b']);
    expect(leftBehind).toEqual(['c is left (not possible)']);
  });

  it('announces each case, with its number, before it runs', async () => {
    const { bench } = await manualBench();
    const seen: string[] = [];
    await runCheck(bench, {
      control: false,
      disruptive: false,
      cases: [aCase(async () => passed()), aCase(async () => passed(), { id: 'next', needs: 'control' })],
      onCase: ({ id }, number, total) => seen.push(`${number} of ${total}: ${id}`),
      onResult: ({ id, state }) => seen.push(`${id} ${state}`),
    });
    expect(seen).toEqual(['1 of 2: a-case', 'a-case passed', '2 of 2: next', 'next skipped']);
  });

  it('fails a case whose command is refused, and continues', async () => {
    const { bench } = await manualBench();
    const cases = [
      aCase(async ({ qmp }) => {
        await qmp.execute('balloon', { value: -1 });
        return passed();
      }),
      aCase(async () => passed(), { id: 'next' }),
    ];
    const { results } = await runCheck(bench, { control: true, disruptive: true, cases });
    expect(results.map(({ state }) => state)).toEqual(['failed', 'passed']);
    expect(results[0]?.why).toMatch(/balloon failed: .*GenericError/);
  });

  it('ends with QEMU, skips the rest with the reason, and lists what it could not restore', async () => {
    const { bench, qemu } = await manualBench();
    const cases = [
      aCase(async () => {
        await qemu.close();
        await bench.actual();
        return passed();
      }),
      aCase(async () => passed(), { id: 'next' }),
    ];
    const { results, leftBehind } = await runCheck(bench, { control: true, disruptive: true, cases });
    expect(results.map(({ id, state }) => [id, state])).toEqual([
      ['a-case', 'failed'],
      ['next', 'skipped'],
      ['put-back', 'failed'],
    ]);
    expect(results[1]?.why).toMatch(/^QEMU no longer answers: /);
    expect(leftBehind.map((text) => text.replace(/ \(.*/, ''))).toEqual([
      'the guest may be stopped: send cont',
      'the polling interval is not back at 0 s',
    ]);
  });
});
