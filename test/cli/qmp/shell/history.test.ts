import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { History, historyFile } from '../../../../src/cli/qmp/shell/history.js';
import { temporaryDirectory } from '../../../temporary-directory.js';

describe('History', () => {
  it('keeps statements for the next shell, in a file of its owner’s alone', async () => {
    const file = join(await temporaryDirectory(), 'qgauge', 'qmp-history');
    const history = new History(file);
    for (const statement of ['query-name', 'query-name', '', '{"execute":\n  "query-kvm"}'])
      history.add(statement);
    history.close();
    expect(await readFile(file, 'utf8')).toBe('query-name\n{"execute": "query-kvm"}\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(new History(file).lines).toEqual(['query-name', '{"execute": "query-kvm"}']);
  });

  it.each([
    'set_password protocol=vnc password=x',
    '{"execute":"object-add","arguments":{"qom-type":"secret","id":"s","data":"x"}}',
    'blockdev-add driver=luks key-secret=k',
    'x-any key="a"',
    '{"execute":"x","arguments":{"some-key":"a"}}',
  ])('does not keep %s', async (statement) => {
    const file = join(await temporaryDirectory(), 'h');
    const history = new History(file);
    history.add(statement);
    expect(history.lines).toEqual([]);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  it('keeps a thousand lines, and leaves no other file', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'h');
    await writeFile(file, Array.from({ length: 1500 }, (_, at) => `line ${at}\n`).join(''));
    await chmod(file, 0o644);
    const history = new History(file);
    history.add('the last');
    history.close();
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(1000);
    expect([lines[0], lines.at(-1)]).toEqual(['line 501', 'the last']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(directory)).toEqual(['h']);
  });

  it('goes without a file where none can be had', () => {
    const history = new History('/proc/no/qmp-history');
    history.add('query-name');
    history.close();
    expect(history.lines).toEqual(['query-name']);
  });
});

describe('historyFile', () => {
  it('is where XDG_STATE_HOME says, unless that is relative', () => {
    const byDefault = join(homedir(), '.local', 'state', 'qgauge', 'qmp-history');
    expect(historyFile({ XDG_STATE_HOME: '/s' })).toBe('/s/qgauge/qmp-history');
    expect(historyFile({ XDG_STATE_HOME: 's' })).toBe(byDefault);
    expect(historyFile({})).toBe(byDefault);
  });
});
