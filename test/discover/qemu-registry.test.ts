import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QemuRegistry } from '../../src/discover/qemu-registry.js';
import type { Target } from '../../src/discover/target.js';
import { asNobody } from '../linux/captured-tree.js';
import { ProcessTree, qemuArgs } from '../poll/process-tree.js';

async function watchedTree() {
  const tree = await ProcessTree.create();
  const roster = new QemuRegistry(tree.root);
  const names = () => roster.update(tree.tables).map(nameOf);
  return { tree, roster, names };
}

function nameOf({ process }: Target): string | undefined {
  return process?.commandLine.name;
}

const AGENT = [
  ...['-chardev', 'socket,id=agent,path=/c,server=on,wait=off'],
  ...['-device', 'virtserialport,chardev=agent,name=org.qemu.guest_agent.0'],
];

const listening = (inode: number, path: string) => [
  { address: { type: 'unix', path }, listening: expect.objectContaining({ inode, path }) },
];

describe('QemuRegistry', () => {
  it('lists the QEMUs in the order of their pids, as they come and go', async () => {
    const { tree, names } = await watchedTree();
    await tree.listen([21, '/a'], [22, '/b']);
    await tree.run(1, { args: ['/sbin/init'] });
    await tree.run(200, { args: qemuArgs('b', '/b'), sockets: [22] });
    expect(names()).toEqual(['b']);
    await tree.run(100, { args: qemuArgs('a', '/a'), sockets: [21] });
    expect(names()).toEqual(['a', 'b']);
    await tree.end(200);
    expect(names()).toEqual(['a']);
  });

  it('finds the QEMU that a shell has turned into: exec keeps pid and start', async () => {
    const { tree, names } = await watchedTree();
    await tree.run(100, { args: ['bash', '-c', 'exec qemu-system-x86_64'] });
    expect(names()).toEqual([]);
    await tree.listen([21, '/a']);
    await tree.run(100, { args: qemuArgs('a', '/a'), sockets: [21] });
    expect(names()).toEqual(['a']);
  });

  it('reads a QEMU that is known no more', async () => {
    const { tree, roster } = await watchedTree();
    await tree.listen([21, '/a']);
    await tree.run(100, { args: qemuArgs('a', '/a'), sockets: [21] });
    const [before] = roster.update(tree.tables);
    const [after] = roster.update(tree.tables);
    expect(after).toBe(before);
  });

  it('waits for the socket of a QEMU that has just begun', async () => {
    const { tree, roster } = await watchedTree();
    await tree.run(100, { args: qemuArgs('a', '/a') });
    expect(roster.update(tree.tables)).toMatchObject([
      { monitors: [], whyNoMonitor: 'its QMP monitor cannot be used: it does not listen on /a' },
    ]);
    await tree.listen([21, '/a']);
    await tree.run(100, { args: qemuArgs('a', '/a'), sockets: [21] });
    expect(roster.update(tree.tables)).toMatchObject([{ monitors: listening(21, '/a') }]);
  });

  it('waits for the other sockets of a QEMU that opens one after the other', async () => {
    const { tree, roster } = await watchedTree();
    const args = [...qemuArgs('a', '/a', '/b'), ...AGENT];
    await tree.listen([21, '/a']);
    await tree.run(100, { args, sockets: [21] });
    expect(roster.update(tree.tables)).toMatchObject([{ monitors: listening(21, '/a') }]);
    await tree.listen([21, '/a'], [22, '/b']);
    await tree.run(100, { args, sockets: [21, 22] });
    const both = [...listening(21, '/a'), ...listening(22, '/b')];
    expect(roster.update(tree.tables)).toMatchObject([{ monitors: both, agent: undefined }]);
    await tree.listen([21, '/a'], [22, '/b'], [23, '/c']);
    await tree.run(100, { args, sockets: [21, 22, 23] });
    const [whole] = roster.update(tree.tables);
    expect(whole).toMatchObject({ monitors: both, agent: listening(23, '/c')[0] });
    expect(roster.update(tree.tables)[0]).toBe(whole);
  });

  it('waits for it too where this user sees no more than the command line', async () => {
    const { tree, roster } = await watchedTree();
    await tree.run(100, { args: qemuArgs('a', '/a') });
    await chmod(join(tree.root, '100/fd'), 0);
    const update = () => asNobody(() => roster.update(tree.tables));
    expect(update()).toMatchObject([{ monitors: [{ listening: undefined }] }]);
    await tree.listen([21, '/a']);
    expect(update()).toMatchObject([{ monitors: listening(21, '/a') }]);
  });

  it('passes over the threads of the kernel, which never become anything', async () => {
    const { tree, names } = await watchedTree();
    await tree.run(2, { args: [], isKernelThread: true });
    expect(names()).toEqual([]);
    // Its command line is not read again.
    await tree.run(2, { args: qemuArgs('never', '/a') });
    expect(names()).toEqual([]);
    await tree.end(2);
    expect(names()).toEqual([]);
    await tree.run(2, { args: qemuArgs('later', '/a') });
    expect(names()).toEqual(['later']);
  });

  it('finds the QEMU that has come by the pid of one that has ended', async () => {
    const { tree, roster, names } = await watchedTree();
    await tree.listen([21, '/a'], [22, '/b']);
    await tree.run(100, { args: qemuArgs('a', '/a'), sockets: [21] });
    names();
    await tree.run(100, { args: qemuArgs('b', '/b'), sockets: [22], startTicks: 2000 });
    const successor = roster.replace(100, tree.tables);
    expect(successor).toMatchObject({ process: { startTicks: 2000 }, monitors: listening(22, '/b') });
    expect(names()).toEqual(['b']);
  });

  it.each([
    ['another program', { args: ['bash'], startTicks: 2000 }],
    ['a zombie', { args: [], state: 'Z' }],
  ])('finds that %s has it, which is of no interest', async (_, process) => {
    const { tree, roster, names } = await watchedTree();
    await tree.listen([21, '/a']);
    await tree.run(100, { args: qemuArgs('a', '/a'), sockets: [21] });
    names();
    await tree.run(100, process);
    expect(roster.replace(100, tree.tables)).toBeUndefined();
    expect(names()).toEqual([]);
  });
});
