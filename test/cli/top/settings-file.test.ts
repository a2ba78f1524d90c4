import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextInterval } from '../../../src/cli/top/pace.js';
import { readSettings, settingsPath, writeSettings } from '../../../src/cli/top/settings-file.js';
import { TOP_SCREENS } from '../../../src/formats/top/screens.js';
import { DEFAULT_SETTINGS, type TopSettings } from '../../../src/terminal/top/top-state.js';
import { temporaryDirectory } from '../../temporary-directory.js';

async function fileWith(text: string): Promise<string> {
  const path = join(await temporaryDirectory(), 'top.json');
  writeFileSync(path, text);
  return path;
}

describe('the settings of top', () => {
  it('are where the XDG specification has them, and relative paths do not count', () => {
    expect(settingsPath({ XDG_CONFIG_HOME: '/c', HOME: '/h' })).toBe('/c/qgauge/top.json');
    expect(settingsPath({ XDG_CONFIG_HOME: 'c', HOME: '/h' })).toBe('/h/.config/qgauge/top.json');
  });

  it('are read as they were written, in a directory of the user alone', async () => {
    const path = join(await temporaryDirectory(), 'new', 'qgauge', 'top.json');
    const settings: TopSettings = {
      ...{ screen: 'disks', cpuScale: 'machine', sizeUnit: 'MiB', intervalSeconds: 5 },
      choices: { guests: { columns: 'name,cpu', sort: '-cpu', filter: 'state:paused' } },
    };
    await writeSettings(path, settings);
    const read = readSettings(path, TOP_SCREENS);
    expect(read.warnings).toEqual([]);
    expect(read.settings).toMatchObject(settings);
  });

  it('are the defaults without a file', () => {
    expect(readSettings('/nowhere/top.json', TOP_SCREENS)).toEqual({
      settings: DEFAULT_SETTINGS,
      warnings: [],
    });
  });

  it.each([
    ['{', /top\.json: it is not JSON: the settings are ignored/],
    ['[]', undefined],
    ['{"screen":"nope","cpuScale":7,"choices":{"guests":7}}', undefined],
    ['{"intervalSeconds":-1}', undefined],
  ])('are the defaults where %s is no setting', async (text, warning) => {
    const { settings, warnings } = readSettings(await fileWith(text), TOP_SCREENS);
    expect({ ...settings, choices: {} }).toEqual(DEFAULT_SETTINGS);
    if (warning === undefined) expect(warnings).toEqual([]);
    else expect(warnings[0]).toMatch(warning);
  });

  it('of a screen are ignored where a column is no longer there, with a warning', async () => {
    const text = JSON.stringify({ choices: { guests: { sort: 'gone' }, disks: { sort: 'read' } } });
    const { settings, warnings } = readSettings(await fileWith(text), TOP_SCREENS);
    expect(settings.choices).toMatchObject({ disks: { sort: 'read' } });
    expect(settings.choices.guests).toBeUndefined();
    expect(warnings).toEqual([
      expect.stringMatching(/'gone' is not a column.*the screen 'guests' is as by default/),
    ]);
  });

  it('that cannot be written say why', async () => {
    const path = await fileWith('');
    const below = join(path, 'x', 'top.json');
    await expect(writeSettings(below, DEFAULT_SETTINGS)).rejects.toThrow(
      `${below}: a part of its path is not a directory`,
    );
    expect(readFileSync(path, 'utf8')).toBe('');
  });
});

describe('nextInterval', () => {
  it('goes to the next step, and stays at the ends', () => {
    expect(nextInterval(2, 'slower')).toBe(3);
    expect(nextInterval(2, 'faster')).toBe(1);
    expect(nextInterval(4, 'slower')).toBe(5);
    expect(nextInterval(4, 'faster')).toBe(3);
    expect(nextInterval(300, 'slower')).toBe(300);
    expect(nextInterval(0.5, 'faster')).toBe(0.5);
  });
});
