import { describe, expect, it } from 'vitest';
import { NamedTargets } from '../../src/discover/named-targets.js';
import { QemuRegistry } from '../../src/discover/qemu-registry.js';
import type { Target } from '../../src/discover/target.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { ProcessTree, qemuArgs } from '../poll/process-tree.js';

/** Paths without files: only /proc shows where they lead. */
const [A, B] = ['/nonexistent/qgauge-a', '/nonexistent/qgauge-b'];

async function namedTree(...addresses: readonly string[]) {
  const tree = await ProcessTree.create();
  const roster = new QemuRegistry(tree.root);
  const named = new NamedTargets(tree.root);
  const guests = addresses.map((address) => ({ address: parseAddress(address) }));
  const update = () => {
    const tables = tree.tables;
    return named.update(guests, roster.update(tables), tables);
  };
  return { tree, update };
}

const found = (pid: number | undefined, ...inodes: readonly (number | undefined)[]) => ({
  isNamed: true,
  process: pid === undefined ? undefined : expect.objectContaining({ pid }),
  monitors: inodes.map((inode) =>
    expect.objectContaining({
      listening: inode === undefined ? undefined : expect.objectContaining({ inode }),
    }),
  ),
});

function waysOf(targets: readonly Target[]) {
  return targets.map(({ process, monitors }) => [
    process?.pid,
    monitors.map(({ listening }) => listening?.inode),
  ]);
}

describe('NamedTargets', () => {
  it('has an address without a listener, then with one, then without again', async () => {
    const { tree, update } = await namedTree(A);
    expect(update()).toMatchObject([found(undefined, undefined)]);
    await tree.listen([21, A]);
    await tree.run(100, { args: qemuArgs('a', A), sockets: [21] });
    expect(update()).toMatchObject([found(100, 21)]);
    await tree.listen();
    await tree.end(100);
    expect(update()).toMatchObject([found(undefined, undefined)]);
  });

  it('does not search again for what it has found', async () => {
    const { tree, update } = await namedTree(A);
    await tree.listen([21, A]);
    await tree.run(100, { args: qemuArgs('a', A), sockets: [21] });
    const [before] = update();
    expect(update()[0]).toBe(before);
  });

  it('follows an address to the process that has it now', async () => {
    const { tree, update } = await namedTree(A);
    await tree.listen([21, A]);
    await tree.run(100, { args: qemuArgs('a', A), sockets: [21] });
    update();
    await tree.end(100);
    await tree.listen([22, A]);
    await tree.run(101, { args: qemuArgs('a', A), sockets: [22], startTicks: 2000 });
    expect(update()).toMatchObject([found(101, 22)]);
  });

  it('follows it also while the one that had it still lives', async () => {
    const { tree, update } = await namedTree(A);
    await tree.listen([21, A]);
    await tree.run(100, { args: qemuArgs('older', A), sockets: [21] });
    expect(update()).toMatchObject([found(100, 21)]);
    await tree.listen([21, A], [22, A]);
    await tree.run(101, { args: qemuArgs('newer', A), sockets: [22], startTicks: 2000 });
    expect(update()).toMatchObject([found(101, 22)]);
    expect(update()).toMatchObject([found(101, 22)]);
  });

  it('recognizes a reused pid by its start time', async () => {
    const { tree, update } = await namedTree(A);
    await tree.listen([21, A]);
    await tree.run(100, { args: qemuArgs('a', A), sockets: [21] });
    update();
    await tree.end(100);
    update();
    await tree.listen([22, A]);
    await tree.run(100, { args: qemuArgs('a', A), sockets: [22], startTicks: 2000 });
    const [again] = update();
    expect(again).toMatchObject(found(100, 22));
    expect(again?.process?.startTicks).toBe(2000);
  });

  it('finds the owner of a socket that no command line names', async () => {
    const { tree, update } = await namedTree(A);
    await tree.listen([21, A]);
    await tree.run(100, { args: ['/usr/bin/qemu-system-x86_64', '-readconfig', '/etc/vm'], sockets: [21] });
    expect(update()).toMatchObject([found(100, 21)]);
  });

  it('has a socket of a program that is not a QEMU, which may lead to one', async () => {
    const { tree, update } = await namedTree(A);
    await tree.listen([21, A]);
    await tree.run(100, { args: ['socat'], sockets: [21] });
    expect(update()).toMatchObject([found(undefined, 21)]);
    await tree.listen([22, A]);
    await tree.run(100, { args: ['socat'], sockets: [22] });
    expect(update()).toMatchObject([found(undefined, 22)]);
  });

  it('has two addresses of one QEMU as one guest, and one address named twice', async () => {
    const { tree, update } = await namedTree(A, B, A);
    await tree.listen([21, A], [22, B]);
    await tree.run(100, { args: qemuArgs('a', A, B), sockets: [21, 22] });
    expect(new Set(waysOf(update()).map(([pid]) => pid))).toEqual(new Set([100]));
    expect(update()).toHaveLength(1);
  });

  it('has them as one also when the second comes later', async () => {
    const { tree, update } = await namedTree(A, B);
    await tree.listen([21, A]);
    await tree.run(100, { args: qemuArgs('a', A), sockets: [21] });
    expect(waysOf(update())).toEqual([
      [100, [21]],
      [undefined, [undefined]],
    ]);
    await tree.listen([21, A], [22, B]);
    await tree.run(100, { args: qemuArgs('a', A), sockets: [21, 22] });
    expect(waysOf(update())).toEqual([[100, [21, 22]]]);
    expect(waysOf(update())).toEqual([[100, [21, 22]]]);
  });

  it('binds an address on another host to no process here', async () => {
    const { update } = await namedTree('tcp:192.0.2.7:4444');
    expect(update()).toMatchObject([found(undefined, undefined)]);
    expect(update()).toMatchObject([found(undefined, undefined)]);
  });
});
