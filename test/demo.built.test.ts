import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ALONE, checkRecord } from './run-qgauge.js';

const DEMO = join(import.meta.dirname, '..', 'dist', 'mock-qemu', 'demo.js');

it('the demo shows three mock guests where no QEMU runs', async () => {
  const [program = '', ...args] = [...ALONE, process.execPath, DEMO];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect(status).toBe(0);
  expect(stdout).toContain('No running QEMU was found here: starting three mock guests.');
  expect(stdout).toMatch(/^NAME +PID +STATE/m);
  const record = checkRecord(stdout.slice(stdout.indexOf('\n{\n')));
  expect(Object.keys(record.data.VMs)).toEqual(['web', 'build', 'appliance']);
});
