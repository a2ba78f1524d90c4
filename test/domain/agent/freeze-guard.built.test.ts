import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Agent } from '../../../src/domain/agent/agent-answer.js';
import { fsFreeze } from '../../../src/domain/agent/fs-freeze.js';
import type { ControlReach } from '../../../src/domain/control/control.js';
import { readProcStat } from '../../../src/linux/proc-stat.js';
import { fakeGuest } from '../control/fake-guest.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');

it('has its program in the package', () => {
  const program = createRequire(import.meta.url).resolve('#freeze-guard');
  expect(program).toBe(join(ROOT, 'dist', 'domain', 'agent', 'freeze-guard-main.js'));
  expect(existsSync(program)).toBe(true);
});

it('freezes nothing where no guard can be started', async () => {
  const { control, records } = fakeGuest();
  const asked: string[] = [];
  const agent: Agent = {
    execute: async (command) => {
      asked.push(command);
      return 'thawed';
    },
  };
  const { pid } = process;
  const startTicks = readProcStat('/proc', pid)?.startTicks ?? 0;
  const reach = {
    ...{ name: 'web', control, procRoot: '/proc' },
    // This process, which is no QEMU.
    process: { pid, startTicks },
    withAgent: (work: (conversation: Agent) => Promise<unknown>) => work(agent),
  } as unknown as ControlReach;
  await expect(fsFreeze(reach)).rejects.toThrow(
    new RegExp(`^web: nothing would thaw a freeze in time: .*'${pid}'`),
  );
  await expect(fsFreeze({ ...reach, process: undefined })).rejects.toMatchObject({
    code: 'ERR_CONTROL_REFUSED',
  });
  await expect(fsFreeze({ ...reach, process: { pid, startTicks: startTicks + 1 } })).rejects.toThrow(
    `web: nothing would thaw a freeze in time: its QEMU, process ${pid}, has ended`,
  );
  expect(new Set(asked)).toEqual(new Set(['guest-fsfreeze-status']));
  expect(records).toMatchObject(Array.from({ length: 3 }, () => ({ result: 'refused' })));
});
