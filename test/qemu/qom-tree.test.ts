import { describe, expect, it } from 'vitest';
import type { Executor } from '../../src/protocol/qmp/executor.js';
import { readQomTree } from '../../src/qemu/qom-tree.js';
import { commandError, fakeQemu } from './fake-qemu.js';

const OBJECTS: Readonly<Record<string, readonly object[]>> = {
  '/machine': [
    { name: 'type', type: 'string' },
    { name: 'b', type: 'child<bus>' },
    { name: 'a', type: 'child<device>' },
    { name: 'gone', type: 'child<device>' },
  ],
  '/machine/b': [],
  '/machine/a': [
    { name: 'parent_bus', type: 'link<bus>' },
    { name: 'none', type: 'link<bus>' },
    { name: 'secret', type: 'link<bus>' },
    { name: 'c', type: 'child<device>' },
  ],
  '/machine/a/c': [],
};

const qemu = fakeQemu((command, { path, property }) => {
  if (command === 'qom-get') {
    if (property === 'secret') throw commandError('GenericError', 'no');
    return property === 'none' ? '' : '/machine/b';
  }
  const list = OBJECTS[String(path)];
  if (list === undefined) throw commandError('DeviceNotFound', `Device '${path}' not found`);
  return list;
});

/** Counts how many commands are in flight at most, and takes a moment to answer each. */
function counting(inner: Executor): { readonly qmp: Executor; readonly most: () => number } {
  let inFlight = 0;
  let most = 0;
  const execute: Executor['execute'] = async (command, ...parameters) => {
    most = Math.max(most, ++inFlight);
    await new Promise((resolve) => setImmediate(resolve));
    inFlight--;
    return inner.execute(command, ...parameters);
  };
  return { qmp: { execute }, most: () => most };
}

describe('readQomTree', () => {
  it('reads what an object owns, and where its links point', async () => {
    const found: number[] = [];
    const onObjects = (objects: number) => found.push(objects);
    const { root, objects, isCut } = await readQomTree(qemu, '/machine', { onObjects });
    expect({ objects, isCut, found }).toEqual({ objects: 5, isCut: false, found: [2, 3, 4, 5] });
    expect(root).toMatchObject({ name: '/machine', path: '/machine', type: undefined, links: [] });
    expect(root.children).toEqual([
      { name: 'b', path: '/machine/b', type: 'bus', children: [], links: [] },
      {
        name: 'a',
        path: '/machine/a',
        type: 'device',
        children: [{ name: 'c', path: '/machine/a/c', type: 'device', children: [], links: [] }],
        links: [
          { name: 'parent_bus', type: 'bus', target: '/machine/b' },
          { name: 'none', type: 'bus', target: '' },
          { name: 'secret', type: 'bus', target: undefined },
        ],
      },
      {
        name: 'gone',
        path: '/machine/gone',
        type: 'device',
        children: [],
        links: [],
        problem: "Device '/machine/gone' not found",
      },
    ]);
  });

  it('throws when there is no such object', async () => {
    await expect(readQomTree(qemu, '/nope')).rejects.toMatchObject({ class: 'DeviceNotFound' });
  });

  it('has at most four commands in flight, and four when there is enough to read', async () => {
    const wide = fakeQemu((_, { path }) =>
      String(path).length > 8
        ? []
        : Array.from({ length: 20 }, (_, at) => ({ name: `${at}`, type: 'child<a>' })),
    );
    const { qmp, most } = counting(wide);
    expect((await readQomTree(qmp, '/')).objects).toBeGreaterThan(400);
    expect(most()).toBe(4);
  });

  it('cuts what has no end', async () => {
    const deep = fakeQemu(() => [{ name: 'x', type: 'child<x>' }]);
    expect(await readQomTree(deep, '/')).toMatchObject({ objects: 101, isCut: true });
    const wide = fakeQemu(() =>
      Array.from({ length: 300 }, (_, at) => ({ name: `${at}`, type: 'child<x>' })),
    );
    expect(await readQomTree(wide, '/', { maxObjects: 1000 })).toMatchObject({ objects: 1000, isCut: true });
  });

  it('skips what is not a property, and passes on the end of the connection', async () => {
    const odd = fakeQemu(() => [
      null,
      7,
      { name: 1, type: 'child<x>' },
      { name: 'a' },
      { name: 'b', type: 'child<' },
    ]);
    expect(await readQomTree(odd, '/')).toMatchObject({ objects: 1, isCut: false });
    let calls = 0;
    const lost = fakeQemu(() => {
      if (++calls > 3) throw new Error('the connection was closed');
      return [
        { name: 'a', type: 'child<x>' },
        { name: 'b', type: 'child<x>' },
      ];
    });
    await expect(readQomTree(lost, '/')).rejects.toThrow('the connection was closed');
  });
});
