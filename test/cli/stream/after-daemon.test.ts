import { writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { run } from '../../../src/cli/program.js';
import { ProgressLine } from '../../../src/terminal/progress.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { startFakeDaemon, sweepReply } from '../fake-daemon.js';

const SOON = { timeout: 90_000, interval: 20 };

async function configOf(name: string): Promise<string> {
  const qemu = await startMockQemu({ name });
  onTestFinished(() => qemu.close());
  return `guests: [{ address: '${qemu.address}' }]\nsinks: [{ printer: json }]\n`;
}

it('a stream asks the guests of the latest configuration when its daemon has ended', async () => {
  const waiting: ServerResponse[] = [];
  const { asked } = await startFakeDaemon(sweepReply(1), (response) => void waiting.push(response));
  const configFile = join(await temporaryDirectory(), 'q.yaml');
  await writeFile(configFile, await configOf('web'));
  const [stdout, said] = [new PassThrough(), [] as string[]];
  let reload = (): void => undefined;
  const running = run(['stream', '-r', '2'], {
    out: (text) => said.push(text),
    warn: (line) => said.push(line),
    signal: new AbortController().signal,
    stdout,
    onReload: (listener) => {
      reload = listener;
      return { [Symbol.dispose]: () => undefined };
    },
    configFile,
    terminal: undefined,
    progress: new ProgressLine(),
  });
  await expect.poll(() => asked.length, SOON).toBe(2);
  await writeFile(configFile, await configOf('db'));
  reload();
  await expect.poll(() => said, SOON).toContain('configuration reloaded');
  waiting[0]?.destroy();
  expect(await running).toBe(0);
  const [, last = ''] = String(stdout.read()).trimEnd().split('\n');
  expect(JSON.parse(last).domains).toMatchObject([{ name: 'db' }]);
});
