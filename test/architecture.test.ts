import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCircle, readImports } from './import-graph.js';

const SRC = join(import.meta.dirname, '..', 'src');

/** Which rooms a room may import from, besides support/ and itself. `*` is every room. */
const MAY_IMPORT: { readonly [room: string]: readonly string[] } = {
  support: [],
  model: [],
  protocol: ['model'],
  qemu: ['protocol', 'model'],
  linux: ['model'],
  discover: ['protocol', 'linux', 'model'],
  monitor: ['discover', 'qemu', 'linux', 'protocol', 'model'],
  poll: ['monitor', 'discover', 'qemu', 'linux', 'protocol', 'model'],
  domain: ['monitor', 'discover', 'qemu', 'linux', 'protocol', 'model'],
  balloon: ['poll', 'monitor', 'discover', 'qemu', 'protocol', 'model'],
  formats: ['model'],
  'in-guest': ['model'],
  sinks: ['model'],
  config: ['model'],
  transcript: ['protocol'],
  terminal: ['model', 'formats'],
  client: ['model'],
  serve: ['poll', 'monitor', 'discover', 'linux', 'protocol', 'in-guest', 'formats', 'config', 'model'],
  entries: ['*'],
  cli: ['*'],
};

/** What may stand at the top of src/: the library's face and the executable. */
const TOP_FILES = ['index.ts', 'main.ts'];

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const imports = files.flatMap((file) => importsOf(file));

describe('the layers of src/', () => {
  it('are the rooms of the plan, and no others', () => {
    const rooms = new Set(files.map(roomOf));
    expect([...rooms].filter((room) => room !== '' && !(room in MAY_IMPORT))).toEqual([]);
    expect(files.filter((file) => roomOf(file) === '')).toEqual(TOP_FILES);
  });

  it('import downwards only, types included', () => {
    const wrong = imports.filter(({ file, target }) => !isAllowed(roomOf(file), target));
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('have no circle of files', () => {
    expectNoCircle(files, imports);
  });

  it('have an index in src/ alone', () => {
    expect(files.filter((file) => file.endsWith('/index.ts'))).toEqual([]);
  });

  it('let cli/ use only what an entry of the package offers', () => {
    const entries = files.filter((file) => file.startsWith('entries/') || file === 'index.ts');
    const offered = new Set(entries.flatMap((file) => namesIn(file, 'export')));
    const used = files.filter((file) => file.startsWith('cli/')).flatMap((file) => namesIn(file, 'import'));
    const ofOthers = used.filter((name) => !/^(?:cli|support)\//.test(name));
    expect(ofOthers.length).toBeGreaterThan(50);
    expect([...new Set(ofOthers)].filter((name) => !offered.has(name))).toEqual([]);
  });

  it('open QMP and agent sockets in monitor/ alone', () => {
    // Within protocol/ the client and the transports are made; sinks have sockets of their own, which are not QEMU's.
    const opens =
      /\b(?:QmpClient|GenericQmpClient)\.(?:connect|over)\(|\bnew AgentClient\(|protocol\/transport\/connect\.js'/;
    const openers = files.filter(
      (file) => !file.startsWith('protocol/') && opens.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(openers.filter((file) => roomOf(file) !== 'monitor')).toEqual([]);
    expect(openers).not.toEqual([]);
  });

  it('leave process.exit to main.ts', () => {
    const callers = files.filter((file) => readFileSync(join(SRC, file), 'utf8').includes('process.exit('));
    expect(callers).toEqual(['main.ts']);
  });
});

/** As above, for the rooms of mock-qemu/. Its top files wire the rooms. */
const MOCK_MAY_IMPORT: { readonly [room: string]: readonly string[] } = {
  wire: [],
  listen: [],
  qapi: ['wire'],
  machine: ['qapi', 'wire'],
  answers: ['machine', 'qapi', 'wire'],
  monitor: ['answers', 'machine', 'qapi', 'wire', 'listen'],
  agent: ['qapi', 'wire', 'listen'],
  replay: ['wire', 'listen'],
  port: ['listen'],
  fleet: ['agent', 'monitor', 'answers', 'machine', 'qapi', 'wire', 'listen', 'replay', 'port', ''],
};

describe('mock-qemu/', () => {
  const root = join(SRC, '..', 'mock-qemu');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.ts$/.test(file),
  );
  const targets = sources.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const specifiers = text.matchAll(/(?:from|import\()\s*'([.#][^']+|qgauge[^']*)'/g);
    return Array.from(specifiers, ([, specifier = '']) => ({ file, specifier }));
  });

  it('shares no code with src/, so that one bug cannot hide another', () => {
    const wrong = targets.filter(({ file, specifier }) => {
      if (!specifier.startsWith('.')) return !specifier.startsWith('#schemas/');
      return relative(root, join(root, dirname(file), specifier)).startsWith('..');
    });
    expect(sources.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('imports downwards only', () => {
    const wrong = targets.filter(({ file, specifier }) => {
      if (!specifier.startsWith('.')) return false;
      const room = roomOf(file);
      const target = roomOf(relative(root, join(root, dirname(file), specifier)));
      return room !== '' && target !== room && !MOCK_MAY_IMPORT[room]?.includes(target);
    });
    expect(wrong.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
  });

  it('has no circle of files', () => {
    const relatives = targets.filter(({ specifier }) => specifier.startsWith('.'));
    const edges = relatives.map(({ file, specifier }) => {
      return { file, target: relative(root, join(root, dirname(file), specifier)).replace(/\.js$/, '.ts') };
    });
    expectNoCircle(sources, edges);
  });
});

describe.each(['test', 'bench', 'scripts'])('%s/', (folder) => {
  it('has no circle of files', () => {
    const graph = readImports(folder);
    expect(graph.size).toBeGreaterThan(0);
    expect(findCircle(graph)).toEqual([]);
  });
});

function expectNoCircle(rooms: readonly string[], edges: readonly Import[]): void {
  const graph = new Map(rooms.map((file) => [file, edges.filter((edge) => edge.file === file)]));
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    expect(path, `circle: ${[...path, file].join(' -> ')}`).not.toContain(file);
    if (done.has(file)) return;
    for (const { target } of graph.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of rooms) visit(file, []);
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const specifiers = text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g);
  return Array.from(specifiers, ([, specifier = '']) => ({
    file,
    target: relative(SRC, join(SRC, dirname(file), specifier)).replace(/\.js$/, '.ts'),
  })).filter(({ target }) => !target.startsWith('../schemas/compiled/'));
}

/** The names that a file imports or exports from others, each as `room/file.ts: name`. */
function namesIn(file: string, keyword: 'import' | 'export'): readonly string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const listed = Array.from(
    text.matchAll(new RegExp(`${keyword} (?:type )?\\{([^}]*)\\} from '(\\.[^']+)'`, 'g')),
    ([, names = '', specifier = '']) => ({ names, specifier }),
  );
  const lazy = Array.from(
    text.matchAll(/(?:const \{([^}]*)\} = |\()await import\('(\.[^']+)'\)(?:\)\.(\w+))?/g),
    ([, names = '', specifier = '', name = '']) => ({ names: names || name, specifier }),
  );
  return [...listed, ...(keyword === 'import' ? lazy : [])].flatMap(({ names, specifier }) => {
    const target = relative(SRC, join(SRC, dirname(file), specifier)).replace(/\.js$/, '.ts');
    const words = names.split(',').map((name) => name.trim().replace(/^type /, ''));
    return words.filter((word) => word !== '').map((word) => `${target}: ${word.replace(/ as .*/, '')}`);
  });
}

function roomOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

function isAllowed(room: string, target: string): boolean {
  const targetRoom = roomOf(target);
  // main.ts starts the command line; index.ts offers what any room has.
  if (room === '') return targetRoom !== '';
  if (targetRoom === '' || target.startsWith('..')) return false;
  const allowed = MAY_IMPORT[room] ?? [];
  return (
    targetRoom === room || targetRoom === 'support' || allowed.includes('*') || allowed.includes(targetRoom)
  );
}
