import { afterEach, describe, expect, it, vi } from 'vitest';
import { carryOut } from '../../../src/domain/control/carry-out.js';
import { isRefusal } from '../../../src/domain/control/is-refusal.js';
import { UnsupportedError } from '../../../src/domain/domain-error.js';
import { readProcStat } from '../../../src/linux/proc-stat.js';
import { ProgramError, runProgram } from '../../../src/linux/run-program.js';

const { signal } = new AbortController();
const never = () => new Promise<never>(() => undefined);
const { pid } = process;
const startTicks = readProcStat('/proc', pid)?.startTicks ?? 0;
/** This process stands for a QEMU. */
const reach = (ticks = startTicks) => ({
  ...{ name: 'web', process: { pid, startTicks: ticks }, procRoot: '/proc' },
  ...{ withAgent: never, client: never },
});
const KILL = { to: 'process', signal: 'SIGTERM', pid } as const;

describe('a signal to QEMU', () => {
  const kill = vi.spyOn(process, 'kill');
  afterEach(() => kill.mockReset());

  it.each(['EPERM', 'ESRCH'])('that ends with %s', async (code) => {
    kill.mockImplementation(() => {
      throw Object.assign(new Error(`kill ${code}`), { code });
    });
    const sent = carryOut(KILL, reach(), { signal });
    if (code === 'ESRCH') return expect(await sent).toBeUndefined();
    await expect(sent).rejects.toThrow(
      new UnsupportedError(
        'web',
        `its QEMU, process ${pid}, cannot be signalled: run qgauge as root, or as its user`,
      ),
    );
  });

  it('is not sent to another process with its pid', async () => {
    kill.mockReturnValue(true);
    await carryOut(KILL, reach(startTicks + 1), { signal });
    expect(kill).not.toHaveBeenCalled();
  });
});

describe('a program', () => {
  const failureOf = (program: Promise<unknown>) => program.catch((error: unknown) => error);

  it('that fails has done nothing', async () => {
    const step = { to: 'program', program: 'false', args: [] } as const;
    expect(isRefusal(await failureOf(carryOut(step, reach(), { signal })))).toBe(true);
  });

  it('that was ended may have done it before', async () => {
    const error = await failureOf(runProgram('sleep', ['1000'], { timeoutMs: 20 }));
    expect(error).toBeInstanceOf(ProgramError);
    expect(isRefusal(error)).toBe(false);
  });
});
