import { describe, expect, it, vi } from 'vitest';
import { printTable } from '../../src/cli/print-table.js';
import { TableError } from '../../src/formats/table/table-error.js';
import { fakePipe, fakeTerminal } from './fake-context.js';
import { listVms } from './listed-vms.js';

const VMS = [{ name: 'web', state: 'running', cpu: 50 }, { name: 'db' }];

describe('printTable', () => {
  it('prints the whole table to a pipe, without colours', async () => {
    const { context, written } = fakePipe();
    expect(await printTable(listVms(VMS).command, {}, context)).toBe(0);
    expect(written).toEqual(['NAME  STATE     CPU\nweb   running  50.0\ndb    -           -\n']);
  });

  it('fits a terminal, in its colours, with problems below', async () => {
    const { context, written } = fakeTerminal(13);
    await printTable(listVms(VMS).command, {}, context);
    expect(written).toEqual([
      '\u001b[1mNAME\u001b[0m  \u001b[1mSTATE\u001b[0m\nweb   running\ndb    -\n\ndb: does\n  not answer\n',
    ]);
  });

  it('cuts in ASCII where a terminal shows no other characters', async () => {
    const { context, written } = fakeTerminal(10);
    vi.stubEnv('LC_ALL', 'C');
    vi.stubEnv('NO_COLOR', '1');
    const vms = [{ name: 'web-frontend', state: 'running' }];
    await printTable(listVms(vms).command, { columns: 'name' }, context);
    expect(written[0]).toMatch(/\nweb-front~\n$/);
  });

  it('leaves nothing out on a terminal with --wide', async () => {
    const { context, written } = fakeTerminal(8);
    vi.stubEnv('NO_COLOR', '1');
    await printTable(listVms(VMS).command, { wide: true }, context);
    expect(written[0]).toMatch(/CPU.*\nweb {3}running {2}50\.0\ndb {4}- {11}-\n$/);
  });

  it('prints what is chosen, as JSON too', async () => {
    const { context, written } = fakePipe();
    const { command } = listVms(VMS);
    await printTable(command, { columns: 'name', sort: 'name' }, context);
    await printTable(command, { json: true, filter: 'cpu>1' }, context);
    await printTable(command, { json: true }, context);
    expect(written).toEqual([
      'NAME\ndb\nweb\n',
      '{"items":[{"name":"web","state":"running","cpu":50}],"warnings":[]}\n',
      '{"items":[{"name":"web","state":"running","cpu":50},{"name":"db"}],"warnings":[]}\n',
    ]);
  });

  it('refuses what the table does not have, and asks nobody', async () => {
    const { command, asked } = listVms(VMS);
    await expect(printTable(command, { sort: 'size' }, fakePipe().context)).rejects.toThrow(TableError);
    expect(asked).toEqual([]);
  });

  it('fails when there is something, and none of it has answered, whatever the filter leaves', async () => {
    const { context } = fakePipe();
    expect(await printTable(listVms([{ name: 'db' }]).command, {}, context)).toBe(1);
    expect(await printTable(listVms(VMS).command, { filter: 'db' }, context)).toBe(0);
    expect(await printTable(listVms([]).command, {}, context)).toBe(0);
  });

  it('says that there is nothing', async () => {
    const { context, written } = fakePipe();
    await printTable(listVms([]).command, {}, context);
    expect(written).toEqual(['There are no VMs.\n']);
  });

  it('warns where no JSON has the warnings', async () => {
    const { context, warnings } = fakePipe();
    const command = { ...listVms().command, ask: async () => ({ items: VMS, warnings: ['a warning'] }) };
    await printTable(command, { json: true }, context);
    expect(warnings).toEqual([]);
    await printTable(command, {}, context);
    expect(warnings).toEqual(['a warning']);
  });
});
