import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../mock-qemu/index.js';
import { formatQomTree } from '../../../src/cli/qom/tree-text.js';
import { linesOf, runInTerminal } from '../../run-in-terminal.js';
import { runQgauge } from '../../run-qgauge.js';

const BALLOON = '/machine/peripheral/balloon0';
const qom = (args: readonly string[]) => runQgauge(['qom', ...args]);

async function startMock(options: MockQemuOptions = {}): Promise<MockQemu> {
  const mock = await startMockQemu({ version: '7.2', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

describe('qgauge qom', () => {
  it('lists what an object has, objects first', async () => {
    const { address } = await startMock();
    expect(await qom([address, 'ls', '/machine/peripheral'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: [
        'balloon0  child<virtio-balloon-pci>\n',
        'disk0     child<virtio-blk-pci>\n',
        'net0      child<virtio-net-pci>\n',
        'type      string\n',
      ].join(''),
    });
    expect((await qom([address, 'ls'])).stdout).toMatch(/^machine +child</m);
  });

  it('lists only what fits a filter, in another order, or names alone', async () => {
    const { address } = await startMock();
    const ls = async (...options: readonly string[]) =>
      (await qom([address, 'ls', '/machine/peripheral', ...options])).stdout;
    expect(await ls('--sort', '-name', '--filter', 'type~virtio !name:balloon0')).toBe(
      'net0   child<virtio-net-pci>\ndisk0  child<virtio-blk-pci>\n',
    );
    expect(await ls('--columns', 'name')).toBe('balloon0\ndisk0\nnet0\ntype\n');
    expect(await ls('--columns', 'type,name', '--filter', 'type:string')).toBe('string  type\n');
    expect(await ls('--filter', 'type:bool')).toBe('');
  });

  it('wraps no line on a terminal, but with --wide', async () => {
    const { address } = await startMock();
    const linesAt30 = async (...words: readonly string[]) => {
      const terminal = runInTerminal(['qom', address, ...words], { columns: 30 });
      expect(await terminal.ended).toBe(0);
      return linesOf(terminal.output());
    };
    expect(await linesAt30('ls', '/machine/peripheral')).toEqual([
      'balloon0  child<virtio-balloo…',
      'disk0     child<virtio-blk-pc…',
      'net0      child<virtio-net-pc…',
      'type      string',
    ]);
    const tree = await linesAt30('tree', '/machine/peripheral');
    expect(tree.filter((line) => line.length > 30)).toEqual([]);
    expect(tree).toContain('  balloon0 (vi…io-balloon-pci)');
    expect(await linesAt30('ls', '/machine/peripheral', '--wide')).toContain(
      'balloon0  child<virtio-balloon-pci>',
    );
    const wide = await linesAt30('tree', '/machine/peripheral', '--wide');
    expect(wide).toContain('  balloon0 (virtio-balloon-pci)');
  });

  it('gets a property', async () => {
    const { address } = await startMock();
    expect(await qom([address, 'get', BALLOON, 'type'])).toMatchObject({
      status: 0,
      stdout: '"virtio-balloon-pci"\n',
    });
    expect(await qom([address, 'get', BALLOON, 'nope'])).toMatchObject({
      status: 1,
      stderr: `qgauge: ${address}: qom-get failed: Property 'virtio-balloon-pci.nope' not found (GenericError)\n`,
    });
  });

  it('sets a property, by its type, when it may', async () => {
    const mock = await startMock();
    const interval = [BALLOON, 'guest-stats-polling-interval', '5'];
    expect(await qom([mock.address, 'set', ...interval])).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(mock.calls.at(-1)).toMatchObject({ arguments: { value: 5 } });
    const hint = [BALLOON, 'free-page-hint', 'on'];
    expect(await qom([mock.address, 'set', ...hint])).toMatchObject({
      status: 2,
      stderr: 'qgauge: qom-set was not sent: it may change the guest; add --control to send it\n',
    });
    await qom([mock.address, 'set', ...hint, '--control']);
    expect(mock.calls.at(-1)).toMatchObject({ execute: 'qom-set', arguments: { value: true } });
    expect(await qom([mock.address, 'set', BALLOON, 'free-page-hint', 'perhaps', '--control'])).toMatchObject(
      {
        status: 2,
        stderr: "qgauge: free-page-hint takes true or false, not 'perhaps'\n",
      },
    );
  });

  it('draws the tree, with what links point at', async () => {
    const { address } = await startMock();
    const { status, stdout, stderr } = await qom([address, 'tree', '/machine/peripheral']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^\/machine\/peripheral\n {2}balloon0 \(virtio-balloon-pci\)\n/);
  });

  it.each([
    [[], "missing required argument 'verb'"],
    [['tre'], "'tre' is not a valid verb: expected one of ls, get, set, tree; did you mean 'tree'?"],
    [['get'], 'get requires PATH and PROPERTY: qgauge qom GUEST ls PATH lists them'],
    [['get', '/machine'], 'get requires PROPERTY: qgauge qom GUEST ls /machine lists them'],
    [['set', '/', 'a'], 'set requires VALUE'],
    [['ls', '/', 'a'], "ls: unexpected 'a'"],
    [['tree', '--filter', 'a'], 'tree: --filter is an option of ls'],
    [['get', '/', 'a', '--sort', 'name'], 'get: --sort is an option of ls'],
    [['ls', '--sort', 'nam'], "'nam' is not a column; did you mean 'name'? expected one of name, type"],
  ])('%j makes no sense', async (words, message) => {
    const run = await qom(['/nowhere/q', ...words]);
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: `qgauge: ${message}\n` });
  });

  it('ends in its time, however slow QEMU is', async () => {
    const { address } = await startMock({ faults: [{ kind: 'delay', command: 'qom-list', ms: 200 }] });
    expect(await qom([address, 'tree', '--timeout', '500ms'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `qgauge: ${address}: not finished within 500 ms; --timeout raises the limit\n`,
    });
  });
});

describe('formatQomTree', () => {
  it('orders by name, and lets no name move a cursor', () => {
    const node = (name: string, more = {}) => ({
      name,
      path: '',
      type: 't',
      children: [],
      links: [],
      ...more,
    });
    const tree = node('/a', {
      type: undefined,
      children: [node('d[10]', { problem: 'gone\n' }), node('d[2]'), node('\u001b[2J')],
      links: [
        { name: 'z', type: 'link<t>', target: '' },
        { name: 'b', type: 't', target: undefined },
        { name: 'c', type: 't', target: '/x\u001b' },
      ],
    });
    expect([...formatQomTree(tree)]).toEqual([
      '/a',
      ...['  ?[2J (t)', '  d[2] (t)', '  d[10] (t): gone?'],
      ...['  b -> ? (t)', '  c -> /x?', '  z -> nothing'],
    ]);
  });
});
