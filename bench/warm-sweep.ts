import { setMaxListeners } from 'node:events';
import { GuestSampler, QmpClient, readProcess } from 'qgauge';
import type { LabGuest } from '../test/lab/guest.js';
import { BareMonitor } from './bare-monitor.js';
import type { Benchmark, ByEffort } from './benchmark.js';
import { RecordingExecutor } from './recording-executor.js';
import { compare, interleave, median, timed } from './statistics.js';

const ROUNDS: ByEffort = { full: 200, quick: 40 };
const WARM_UP: ByEffort = { full: 20, quick: 10 };
const MAX_RATIO = 1.4;
const MAX_CPU_MS = 2;

/** The connections are open on both sides. The floor sends the same bytes, and reads nothing of /proc. */
export const warmSweep: Benchmark = {
  name: 'warm-sweep',
  about: 'QMP metrics and /proc of every QEMU on open connections, beside bare sockets',
  async *measure({ effort, paused }) {
    const guests = await paused.start();
    const sampler = await WarmSampler.open(guests);
    const requests = await sampler.recordRequests();
    const bares = await Promise.all(guests.map((guest) => BareMonitor.open(guest.monitors[1] ?? '')));
    const floor = () =>
      timed(() =>
        Promise.all(bares.map((bare, at) => bare.ask(textOf(requests[at]), requests[at]?.length ?? 0))),
      );
    const cpuMs: number[] = [];
    const ours = () =>
      timed(async () => {
        const before = process.cpuUsage();
        await sampler.sampleWithProc();
        const { user, system } = process.cpuUsage(before);
        cpuMs.push((user + system) / 1000 / guests.length);
      });
    await interleave(WARM_UP[effort], ours, floor);
    cpuMs.length = 0;
    const [our, their] = await interleave(ROUNDS[effort], ours, floor);
    for (const bare of bares) bare.close();
    await sampler.close();

    const [first] = requests;
    const each = `${first?.length} commands, ${Buffer.byteLength(textOf(first))} bytes each`;
    const what = `warm sweep, ${guests.length} QEMUs, ${each}`;
    yield compare(what, our, their, MAX_RATIO, 'bare sockets, same bytes, JSON.parse; no /proc');
    const cpu = median(cpuMs);
    yield {
      what: 'client CPU of a warm sweep, per VM',
      ours: `${cpu.toFixed(3)} ms`,
      floor: '',
      ratio: '',
      target: `<= ${MAX_CPU_MS} ms`,
      isMet: cpu <= MAX_CPU_MS,
    };
  },
};

function textOf(requests: readonly string[] | undefined): string {
  return requests?.join('') ?? '';
}

/** What a poller does in a sweep, without its schedule. */
class WarmSampler {
  readonly #guests: readonly LabGuest[];
  readonly #clients: readonly QmpClient[];
  readonly #sessions: readonly { readonly qmp: RecordingExecutor; readonly sampler: GuestSampler }[];
  readonly #signal = new AbortController().signal;

  private constructor(guests: readonly LabGuest[], clients: readonly QmpClient[]) {
    this.#guests = guests;
    this.#clients = clients;
    this.#sessions = clients.map((client) => ({
      qmp: new RecordingExecutor(client),
      sampler: new GuestSampler(),
    }));
    setMaxListeners(0, this.#signal);
  }

  static async open(guests: readonly LabGuest[]): Promise<WarmSampler> {
    const clients = await Promise.all(guests.map((guest) => QmpClient.connect(guest.monitors[0] ?? '')));
    return new WarmSampler(guests, clients);
  }

  /** Returns what each guest is asked in a sweep after the first. */
  async recordRequests(): Promise<readonly (readonly string[])[]> {
    await this.#sample();
    for (const { qmp } of this.#sessions) qmp.requests = [];
    await this.#sample();
    // The recorders go on recording.
    return this.#sessions.map(({ qmp }) => [...qmp.requests]);
  }

  async sampleWithProc(): Promise<void> {
    await this.#sample((at) => readProcess('/proc', this.#guests[at]?.pid ?? 0));
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  async #sample(onSampled: (at: number) => void = () => undefined): Promise<void> {
    await Promise.all(
      this.#sessions.map(async ({ qmp, sampler }, at) => {
        await sampler.sample(qmp, this.#signal);
        onSampled(at);
      }),
    );
  }
}
