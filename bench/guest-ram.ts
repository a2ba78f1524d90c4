import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeUnavailable, prepareLab } from '../test/lab/packages.js';
import { QemuProcess } from '../test/lab/qemu-process.js';
import { BareMonitor } from './bare-monitor.js';
import type { Benchmark, ByEffort } from './benchmark.js';
import { startServing } from './serve-child.js';
import { below, compare, median, p99, timed } from './statistics.js';

const GIB = 2;
const READS: ByEffort = { full: 60, quick: 10 };
const SERVE_SECONDS: ByEffort = { full: 300, quick: 10 };
const MAX_READ_MS = 200;
const MAX_RATIO = 1.5;

/** A guest without an operating system: its RAM has all of its pages, of 4 KiB, since it is allocated at the start. */
export const guestRam: Benchmark = {
  name: 'guest-ram',
  about: `smaps of a real QEMU with ${GIB} GiB in small pages: its cost, that to the QEMU, and how often a daemon reads it`,
  async *measure({ effort }) {
    await using machine = await startMachine();
    const { reads, during, otherwise } = await readBesideMonitor(machine, READS[effort]);
    const what = `smaps of ${GIB} GiB (${await smallPagesOf(machine.pid)} pages of 4 KiB)`;
    yield below(`${what}, median of ${reads.length}`, median(reads), MAX_READ_MS, 'ms');
    yield compare('a QMP round trip during such a read', during, otherwise, MAX_RATIO, 'nobody reading');
    yield {
      ...compare('the same, p99', [p99(during)], [p99(otherwise)], MAX_RATIO, 'nobody reading'),
      target: '',
    };
    const seconds = SERVE_SECONDS[effort];
    const count = await countReadsOfServe(machine.monitor, seconds);
    yield below(
      `reads by \`serve\` in ${seconds} s, a sweep each second`,
      count,
      Math.floor(1 + seconds / 60),
      '',
    );
  },
};

interface Machine extends AsyncDisposable {
  readonly pid: number;
  /** The socket of its monitor. */
  readonly monitor: string;
}

async function startMachine(): Promise<Machine> {
  const availability = await prepareLab((line) => console.error(line));
  if (availability.state !== 'ready') throw new Error(describeUnavailable(availability));
  const directory = mkdtempSync(join(tmpdir(), 'qg-'));
  const monitor = join(directory, 'qmp.sock');
  const args = [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-accel', 'tcg', '-S'],
    ...['-machine', 'q35,memory-backend=ram', '-m', `${GIB}G`],
    ...['-object', `memory-backend-memfd,id=ram,size=${GIB}G,share=on,prealloc=on`],
    ...['-qmp', `unix:${monitor},server=on,wait=off`],
    ...['-qmp', `unix:${monitor}.bare,server=on,wait=off`],
  ];
  const qemu = await QemuProcess.start(availability.lab.qemu, args, directory);
  const stop = async () => {
    await qemu.kill();
    rmSync(directory, { recursive: true });
  };
  try {
    await untilItAnswers(`${monitor}.bare`, qemu);
    return { pid: qemu.pid, monitor, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** QEMU allocates the RAM before it greets. */
async function untilItAnswers(path: string, qemu: QemuProcess): Promise<void> {
  for (;;) {
    const ending = qemu.ending();
    if (ending !== undefined) throw new Error(ending);
    const socket = connect(path);
    try {
      await once(socket, 'data');
      return;
    } catch {
      await sleep(100);
    } finally {
      socket.destroy();
    }
  }
}

/** Milliseconds of each read, and of each round trip during one and otherwise. */
interface ReadTimes {
  readonly reads: readonly number[];
  readonly during: readonly number[];
  readonly otherwise: readonly number[];
}

async function readBesideMonitor({ pid, monitor }: Machine, count: number): Promise<ReadTimes> {
  const bare = await BareMonitor.open(`${monitor}.bare`);
  const askUntil = async (isOver: () => boolean): Promise<readonly number[]> => {
    const times: number[] = [];
    while (!isOver()) times.push(await timed(() => bare.ask('{"execute":"query-status"}\n', 1)));
    return times;
  };
  const reads: number[] = [];
  const during: number[] = [];
  const otherwise: number[] = [];
  for (let round = 0; round < count; round++) {
    let isOver = false;
    const reading = timed(() => readFile(`/proc/${pid}/smaps`)).finally(() => {
      isOver = true;
    });
    during.push(...(await askUntil(() => isOver)));
    const readMs = await reading;
    reads.push(readMs);
    const endMs = performance.now() + readMs;
    otherwise.push(...(await askUntil(() => performance.now() >= endMs)));
  }
  bare.close();
  return { reads, during, otherwise };
}

/** Shared memory has huge pages too, where the host is set so. */
async function smallPagesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kib = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(status)?.[1]);
  return (kib('Rss') - kib('ShmemPmdMapped') - kib('AnonHugePages')) / 4;
}

/** By the times that the daemon gives to its readings. */
async function countReadsOfServe(address: string, seconds: number): Promise<number> {
  const guests = [{ name: 'large', address }];
  await using serving = await startServing({ guests, discover: false, guestStats: true }, 1);
  const times = new Set<number>();
  const endMs = performance.now() + seconds * 1000;
  while (performance.now() < endMs) {
    await sleep(500);
    const { text } = await serving.get('/api/v1/guests/large');
    const { guest } = JSON.parse(text) as GuestAnswer;
    const at = guest?.linux?.ram?.readAtSeconds;
    if (at !== undefined) times.add(at);
  }
  if (times.size === 0) throw new Error('the daemon does not know the RAM of the guest');
  return times.size;
}

interface GuestAnswer {
  readonly guest?: { readonly linux?: { readonly ram?: { readonly readAtSeconds?: number } } };
}
