import { describe, expect, it } from 'vitest';
import { closureOf, readImports, readSource } from './import-graph.js';

type Need = 'built' | 'real' | 'lab';

const graph = new Map([...readImports('test'), ...readImports('docs')]);
const tests = [...graph.keys()].filter((file) => file.endsWith('.test.ts'));

/** What a test file needs to have a reason for its name: each project has what the ones before it have too. */
function needOf(file: string): Need | undefined {
  const files = [...closureOf(graph, file)];
  if (files.some((each) => LAB.has(each))) return 'lab';
  if (files.includes('test/mock-qemu/real-qemu.ts')) return 'real';
  return files.some((each) => BUILT.test(readSource(each))) ? 'built' : undefined;
}

/** The modules by which a test gets at the lab, or at a program that is unpacked beside it. */
const LAB: ReadonlySet<string> = new Set([
  'test/lab/context.ts',
  'test/lab/prometheus.ts',
  'test/sinks/collectd.ts',
]);
/** Names dist/, or the package, which leads there; `\b` only keeps the pattern from matching this file. */
const BUILT = /'dist\b'|'(?:\.\.\/)+dist\/|from 'qgauge['/]/;

describe('the end of the name of a test file', () => {
  it('says what the file needs', () => {
    const named = tests.map((file) => [file, namedNeed(file)]);
    expect(named).toEqual(tests.map((file) => [file, needOf(file)]));
  });

  it('is one of those that vitest.config.ts explains', () => {
    const ends = new Set(tests.map((file) => /\.(\w+)\.test\.ts$/.exec(file)?.[1]));
    expect([...ends].sort()).toEqual(['built', 'lab', 'real', 'slow', undefined]);
  });
});

function namedNeed(file: string): Need | undefined {
  if (file.startsWith('docs/')) return 'built';
  const [, need] = /\.(built|real|lab)\.test\.ts$/.exec(file) ?? [];
  return need as Need | undefined;
}
