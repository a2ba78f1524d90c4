import { describe, expect, it, vi } from 'vitest';
import type { PrintOptions, TableCommand } from '../../src/cli/table-command.js';
import { watchTable } from '../../src/cli/watch-table.js';
import type { Vm } from '../formats/table/vms.js';
import { fakePipe, fakeTerminal } from './fake-context.js';
import { listVms } from './listed-vms.js';

/** Shorter than anyone could ask for. */
const SECONDS = 0.001;

const PATIENCE = { timeout: 90_000, interval: 5 };

const printing = (command: TableCommand<Vm>, options: PrintOptions = {}) => ({
  ...{ command, options },
  view: undefined,
});

const web = (state: string) => [{ name: 'web', state }];

describe('watchTable in a pipe', () => {
  it('prints the table again and again, with an empty line between, until it is interrupted', async () => {
    const { context, written, end } = fakePipe();
    const { command, asked } = listVms(web('running'), web('paused'));
    const watched = watchTable(printing(command), SECONDS, context);
    await vi.waitUntil(() => written.length >= 3, PATIENCE);
    end();
    expect(await watched).toBe(0);
    expect(written.slice(0, 3)).toEqual([
      'NAME  STATE    CPU\nweb   running    -\n',
      '\nNAME  STATE   CPU\nweb   paused    -\n',
      '\nNAME  STATE   CPU\nweb   paused    -\n',
    ]);
    expect(asked.slice(0, 3)).toEqual([false, true, true]);
  });

  it('says why a round has failed, once for as long as it is the same, and goes on', async () => {
    const { context, written, warnings, end } = fakePipe();
    const gone = new Error('web is gone');
    const rounds = [web('running'), gone, gone, web('running'), gone, web('paused')];
    const watched = watchTable(printing(listVms(...rounds).command), SECONDS, context);
    await vi.waitUntil(() => written.some((text) => text.includes('paused')), PATIENCE);
    end();
    await watched;
    expect(warnings).toEqual(['web is gone', 'web is gone']);
  });

  it('prints JSON in the same way, on a terminal too', async () => {
    const { context, written, output, end } = fakeTerminal();
    const { command } = listVms(web('running'));
    const watched = watchTable(printing(command, { json: true }), SECONDS, context);
    await vi.waitUntil(() => written.length >= 2, PATIENCE);
    end();
    await watched;
    expect(written[1]).toBe('\n{"items":[{"name":"web","state":"running"}],"warnings":[]}\n');
    expect(output.text).toBe('');
  });

  it('rejects as the first round does', async () => {
    const { context } = fakePipe();
    const watched = watchTable(printing(listVms(new Error('no web')).command), SECONDS, context);
    await expect(watched).rejects.toThrow('no web');
  });
});

describe('watchTable on a terminal', () => {
  it('draws in place, says below why a round has failed, and ends with q', async () => {
    const { context, written, warnings, output, input } = fakeTerminal();
    const { command } = listVms(web('running'), new Error('web is\u001b[2J gone'));
    const watched = watchTable(printing(command), SECONDS, context);
    await vi.waitUntil(() => output.text.includes('gone'), PATIENCE);
    input.type('q');
    expect(await watched).toBe(0);
    expect(output.screen).toMatch(/^every 0\.001 s; q quits {50}.*\d\d:\d\d:\d\d\n\nNAME/);
    expect(output.screen).toContain('\nweb   running\n\n');
    expect(output.screen).toMatch(/\n\n\d\d:\d\d:\d\d: web is\?\[2J gone$/);
    expect(output.text).toMatch(/\[1;31m\d\d:\d\d:\d\d: web is/);
    expect(output.text).toContain('\u001b[?1049l');
    expect([written, warnings]).toEqual([[], []]);
  });

  it('shows what the command says meanwhile below the table, and not upon it', async () => {
    const { context, warnings, output, input } = fakeTerminal(20);
    const command: TableCommand<Vm> = {
      ...listVms().command,
      ask: async ({ warn }) => {
        warn('not asking a daemon');
        return { items: [], warnings: ['and a warning'] };
      },
    };
    const watched = watchTable(printing(command), SECONDS, context);
    await vi.waitUntil(() => output.text.includes('warning'), PATIENCE);
    input.type('\u0003');
    await watched;
    expect(output.screen).toMatch(/\n\nThere are no VMs\.\n\nnot asking a daemon\nand a warning$/);
    expect(warnings).toEqual([]);
  });
});
