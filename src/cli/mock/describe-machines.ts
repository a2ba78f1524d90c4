import type { MockOptions } from './command.js';

/** The machines of the command line as a scenario describes them, unchecked: the rules of scenarios apply. */
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

/** The option that a path in a scenario, such as `machines[0].memoryBytes`, comes from. */
export function optionOf(path: string): string {
  const member = path.replace(/^machines\[0\]\.?/, '');
  if (member.startsWith('faults')) return '--fault';
  if (member.startsWith('monitors')) return '--listen';
  return `--${member === 'memoryBytes' ? 'memory' : member}`;
}

/** A number where the text is one; else the text, which the message about it shows. */
function numberIn(text: string | undefined): number | string | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : text;
}

function withoutMissing(value: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
