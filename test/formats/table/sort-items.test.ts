import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSort, sortItems } from '../../../src/formats/table/sort-items.js';
import { TableError } from '../../../src/formats/table/table-error.js';
import { VM_COLUMNS, type Vm } from './vms.js';

const sorted = (text: string, vms: readonly Vm[]) => sortItems(vms, parseSort(text, VM_COLUMNS));
const names = (text: string, vms: readonly Vm[]) => sorted(text, vms).map(({ name }) => name);

describe('parseSort', () => {
  it.each([
    ['name', 'name', false],
    ['-name', 'name', true],
    ['rss', 'rss', true],
    ['-RSS', 'rss', false],
  ])('%j', (text, name, isDescending) => {
    expect(parseSort(text, VM_COLUMNS)).toEqual({
      column: VM_COLUMNS.find((column) => column.name === name),
      isDescending,
    });
  });

  it('names the nearest column', () => {
    expect(() => parseSort('-rsss', VM_COLUMNS)).toThrow(
      new TableError(
        "'rsss' is not a column; did you mean 'rss'? expected one of name, state, rss, age, cpu, disks",
      ),
    );
  });
});

describe('sortItems', () => {
  const VMS: readonly Vm[] = [
    { name: 'web10', disks: 9 },
    { name: 'Web2', disks: 2n ** 60n },
    { name: 'api' },
    { name: 'web1', disks: 10.5 },
  ];

  it('orders texts as people do, with the numbers in them, and figures from the largest on', () => {
    expect(names('name', VMS)).toEqual(['api', 'web1', 'Web2', 'web10']);
    expect(names('-name', VMS)).toEqual(['web10', 'Web2', 'web1', 'api']);
    expect(names('disks', VMS)).toEqual(['Web2', 'web1', 'web10', 'api']);
    expect(names('-disks', VMS)).toEqual(['web10', 'web1', 'Web2', 'api']);
  });

  it('keeps all items, in order, the unknown last and equal ones as they were, in either direction', () => {
    const disks = fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.bigInt({ min: -3n, max: 3n })), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.array(disks), fc.constantFrom('disks', '-disks'), (figures, order) => {
        const vms = figures.map((figure, at) => ({ name: String(at), disks: figure }));
        const result = sorted(order, vms);
        expect(new Set(result)).toEqual(new Set(vms));
        const known = vms.filter((vm) => vm.disks !== undefined).length;
        expect(result.slice(known).every((vm) => vm.disks === undefined)).toBe(true);
        for (const [at, { name, disks: figure }] of result.slice(1).entries()) {
          const before = result[at];
          const difference = Number(before?.disks ?? 0) - Number(figure ?? 0);
          if (figure !== undefined)
            expect(order === 'disks' ? difference : -difference).toBeGreaterThanOrEqual(0);
          const isEqual = difference === 0 && (before?.disks === undefined) === (figure === undefined);
          if (isEqual) expect(Number(before?.name)).toBeLessThan(Number(name));
        }
      }),
    );
  });

  it('leaves the list that it is given as it is', () => {
    const vms = [{ name: 'b' }, { name: 'a' }];
    sorted('name', vms);
    expect(vms.map(({ name }) => name)).toEqual(['b', 'a']);
  });
});
