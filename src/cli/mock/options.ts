import { UsageError } from '../usage.js';

/** The options of `qgauge mock`, as commander hands them over. */
export interface MockOptions {
  readonly listen?: readonly string[];
  readonly name?: string;
  readonly version?: string;
  readonly memory?: string;
  readonly vcpus?: string;
  readonly status?: string;
  readonly driver?: string;
  readonly agent?: string;
  readonly pretty?: boolean;
  readonly fault?: readonly string[];
  readonly count?: string;
  readonly dir?: string;
  readonly control?: string;
  readonly scenario?: string;
  readonly check?: boolean;
  readonly replay?: string;
  readonly match?: string;
  readonly timing?: string;
}

/** What describes machines, and makes no sense beside a file that does. */
const OF_MACHINES = [
  'listen',
  'name',
  'version',
  'memory',
  'vcpus',
  'status',
  'driver',
  'agent',
  'pretty',
  'fault',
  'count',
] as const satisfies readonly (keyof MockOptions)[];

/** Which options need another one, or exclude it; each message says what to do. */
export function checkMockOptions(options: MockOptions): void {
  const { scenario, replay, check, match, timing } = options;
  const empty = (['dir', 'scenario', 'replay'] as const).find((name) => options[name] === '');
  if (empty !== undefined) throw new UsageError(`--${empty} needs a path: name one, or leave out --${empty}`);
  if (scenario !== undefined && replay !== undefined) {
    throw new UsageError('--scenario and --replay are two ways to say what is played: leave out one');
  }
  if (scenario !== undefined) exclude(options, OF_MACHINES, '--scenario describes the machines itself');
  if (replay !== undefined) {
    const others = OF_MACHINES.filter((name) => name !== 'listen');
    exclude(options, [...others, 'dir', 'control'], '--replay plays what was recorded');
  }
  if (check && scenario === undefined) throw new UsageError('--check needs the file: add --scenario FILE');
  if (replay !== undefined) return;
  const stray = match !== undefined ? 'match' : timing !== undefined ? 'timing' : undefined;
  if (stray !== undefined)
    throw new UsageError(`--${stray} is for --replay FILE: add it, or leave out --${stray}`);
}

function exclude(options: MockOptions, names: readonly (keyof MockOptions)[], why: string): void {
  const found = names.find((name) => options[name] !== undefined);
  if (found !== undefined) throw new UsageError(`${why}: leave out --${found}`);
}

/** The machines as a scenario would have them; whether that makes sense is for the scenario's rules to say. */
export function describeMachines(options: MockOptions, parseFault: (text: string) => object): object {
  const { listen: [listen, ...others] = [], count } = options;
  const { version, status, driver, agent, pretty } = options;
  return withoutMissing({
    name: options.name ?? (count === undefined ? 'mock' : 'vm{n}'),
    listen,
    monitors:
      others.length === 0 ? undefined : others.map((address) => withoutMissing({ listen: address, pretty })),
    count: numberIn(count),
    version,
    memoryBytes: numberIn(options.memory),
    vcpus: numberIn(options.vcpus),
    status,
    driver,
    agent,
    pretty,
    faults: options.fault?.map(parseFault),
  });
}

/** The option that a path such as `machines[0].memoryBytes` came from. */
export function optionOf(path: string): string {
  const member = path.replace(/^machines\[0\]\.?/, '');
  if (member.startsWith('faults')) return '--fault';
  if (member.startsWith('monitors')) return '--listen';
  return `--${member === 'memoryBytes' ? 'memory' : member}`;
}

/** A number where the text is one; else the text, for the message about it. */
function numberIn(text: string | undefined): number | string | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : text;
}

function withoutMissing(value: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
