import { findTarget, GuestSampler, parseAddress, QmpClient } from 'qgauge';
import type { Benchmark } from './benchmark.js';
import { RecordingExecutor } from './recording-executor.js';
import type { Row } from './statistics.js';

/** What the record needs of each command; the negotiation precedes them. */
const PURPOSES: { readonly [command: string]: string } = {
  'query-status': 'run state',
  'query-balloon': 'size of the balloon',
  'query-blockstats': 'disk counters, allocation',
  'query-name': 'name: -name may also come from a file',
  'query-uuid': 'UUID: -smbios sets it too',
  'query-memory-size-summary': 'memory, also plugged',
  'query-cpus-fast': 'vCPUs, their threads',
  'query-vnc': 'console',
  'query-spice': 'console',
  'qom-list': 'devices: the balloon and the cards, also plugged',
  'qom-get netdev': 'which tap is whose',
  'qom-get mac': 'address of a card',
  'qom-get guest-stats': 'guest memory',
  'qom-get guest-stats-polling-interval': 'whether a report is fresh',
  'qom-set guest-stats-polling-interval': 'polling, where it is off: once a guest',
  'query-block': 'disk sizes, snapshots',
};
const NEGOTIATION = '{"execute":"qmp_capabilities","id":1}\n';

/** QEMU makes a system call for each byte of a request. */
export const coldBytes: Benchmark = {
  name: 'cold-bytes',
  about: 'what `qgauge collect` sends to a guest, and what for',
  async *measure({ paused }) {
    const [guest] = await paused.start();
    const requests = await recordRequests(guest.monitors[0] ?? '');
    const bytes = [...requests.values()].flat().reduce((sum, each) => sum + each, NEGOTIATION.length);
    const count = [...requests.values()].flat().length + 1;
    yield row('cold `qgauge collect` of a guest', `${count} commands, ${bytes} bytes`);
    yield row('- qmp_capabilities', `${NEGOTIATION.length} bytes`);
    for (const [what, sizes] of requests) {
      const times = sizes.length > 1 ? ` in ${sizes.length}` : '';
      yield row(
        `- ${what}: ${PURPOSES[what] ?? '?'}`,
        `${sizes.reduce((sum, size) => sum + size)} bytes${times}`,
      );
    }
  },
};

/** Returns the bytes of each request, by command and property. */
async function recordRequests(path: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const address = parseAddress(path);
  const { mayHaveBuiltInNic, mayHaveVnc, mayHaveSpice } = findTarget(address).process?.commandLine ?? {};
  const hints = {
    builtInNics: mayHaveBuiltInNic ?? true,
    vnc: mayHaveVnc ?? true,
    spice: mayHaveSpice ?? true,
  };
  await using client = await QmpClient.connect(address, { control: true });
  const qmp = new RecordingExecutor(client);
  await new GuestSampler({ hints, pollingSeconds: 10 }).sample(qmp, new AbortController().signal);
  const sizes = new Map<string, number[]>();
  for (const [at, recorded] of qmp.requests.entries()) {
    // The client numbers its commands from 1, which is the negotiation.
    const text = recorded.replace(/"id":\d+/, `"id":${at + 2}`);
    const request: { readonly execute: string; readonly arguments?: { readonly property?: string } } =
      JSON.parse(text);
    const what = [request.execute, request.arguments?.property]
      .filter((word) => word !== undefined)
      .join(' ');
    sizes.set(what, [...(sizes.get(what) ?? []), text.length]);
  }
  return sizes;
}

function row(what: string, ours: string): Row {
  return { what, ours, floor: '', ratio: '', target: '', isMet: true };
}
