import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sizeOfPng } from '../../../src/domain/screens/encode-png.js';
import { screenshot } from '../../../src/domain/screens/screenshot.js';
import { controlReach, refusal } from '../control/control-reach.js';

/** This process stands for QEMU's. */
const OWN = { process: { pid: process.pid, startTicks: 0 }, procRoot: '/proc' };

it('converts what a QEMU writes that has no PNG', async () => {
  const ppm = Buffer.concat([Buffer.from('P6\n2 1\n255\n'), Buffer.from([1, 2, 3, 4, 5, 6])]);
  const { reach, sent } = controlReach(
    {},
    (_, args) => {
      const { filename, format } = Object(args);
      if (format !== undefined) return Promise.reject(refusal("Parameter 'format' is unexpected"));
      writeFileSync(filename, ppm);
      return {};
    },
    {},
    OWN,
  );
  const shot = await screenshot(reach);
  expect(shot).toMatchObject({ mimeType: 'image/png', width: 2, height: 1 });
  expect(sizeOfPng(shot.data)).toEqual({ width: 2, height: 1 });
  expect(sent.map(([command]) => command)).toEqual(['screendump', 'screendump']);
});

it('refuses a picture that is none', async () => {
  const { reach } = controlReach(
    {},
    (_, args) => writeFileSync(Object(args).filename, 'not a picture'),
    {},
    OWN,
  );
  await expect(screenshot(reach)).rejects.toThrow('QEMU has written a picture that is neither PNG nor PPM');
});

it('makes no directory in a dry run', async () => {
  const { reach, guest } = controlReach({}, undefined, { isDry: true }, OWN);
  await screenshot(reach, { device: 'vga', head: 1 });
  expect(guest.printed).toEqual([
    'screendump {"filename":"/tmp/qgauge-XXXXXX/screen","device":"vga","head":1,"format":"png"}',
  ]);
});
