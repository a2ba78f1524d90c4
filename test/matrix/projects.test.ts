import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CORE } from './projects.js';

/** Where what a test is about is the host, and not QEMU. */
const OF_THE_HOST: readonly string[] = ['autostart.lab.test.ts', 'groups.lab.test.ts'];

it('changes guests of every QEMU in all the ways that there are', () => {
  const directory = 'test/domain/acting';
  const files = readdirSync(directory).filter((name) => name.endsWith('.lab.test.ts'));
  const ofQemu = files.filter((name) => !OF_THE_HOST.includes(name));
  expect(ofQemu.length).toBeGreaterThan(10);
  expect(ofQemu.filter((name) => !CORE.includes(`${directory}/${name}`))).toEqual([]);
});
