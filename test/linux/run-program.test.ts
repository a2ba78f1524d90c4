import { expect, it } from 'vitest';
import { complaintOf, ProgramError, runProgram, searchPath } from '../../src/linux/run-program.js';

const OPTIONS = { timeoutMs: 30_000 };
const sh = (script: string, options: Parameters<typeof runProgram>[2] = OPTIONS) =>
  runProgram('sh', ['-c', script], options);

it('resolves to what a program prints in English, and its status', async () => {
  expect(await sh('printf %s "$LC_ALL"; echo no >&2; exit 3')).toEqual({
    status: 3,
    stdout: 'C',
    stderr: 'no\n',
  });
});

it('resolves to undefined for one that is not installed', async () => {
  expect(await runProgram('qgauge-no-such-program', [], OPTIONS)).toBeUndefined();
});

it('finds those of this host, and none in the current directory', () => {
  expect(searchPath('/opt/bin:/bin')).toBe('/opt/bin:/bin:/usr/sbin:/sbin');
  expect(searchPath(undefined)).toBe('/usr/bin:/bin:/usr/sbin:/sbin');
  expect(searchPath('')).toBe('/usr/sbin:/sbin');
  expect(searchPath('.::bin:/bin')).toBe('/bin:/usr/sbin:/sbin');
});

it('ends one that takes too long', async () => {
  await expect(sh('exec sleep 1000', { timeoutMs: 50 })).rejects.toThrow(
    new ProgramError('sh', 'it was ended: not done within 50 ms'),
  );
});

it('ends one that prints without end', async () => {
  await expect(sh('exec yes')).rejects.toThrow(/^sh: stdout maxBuffer length exceeded$/);
});

it('says that one was ended by a signal', async () => {
  await expect(sh('kill -9 $$')).rejects.toThrow(ProgramError);
});

it('ends one when it is told to, and rejects with the reason', async () => {
  const controller = new AbortController();
  const running = sh('exec sleep 1000', { ...OPTIONS, signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});

it.each([
  ['\n  Error: no such device \nmore\n', 'Error: no such device'],
  ['', 'exit status 2'],
  ['\u001b[2J', '?[2J'],
])('explains a failure with %j', (stderr, complaint) => {
  expect(complaintOf({ status: 2, stdout: '', stderr })).toBe(complaint);
});
