import { type GuestSnapshot, parseAddress, type Snapshot, takeSnapshot } from 'qgauge';
import { encodePrometheus, METRIC_SETS, type MetricSetName } from 'qgauge/formats';
import { startMockQemu } from 'qgauge/mock';
import type { Benchmark, ByEffort } from './benchmark.js';
import { hostParts } from './host-parts.js';
import { interleave, median, type Row } from './statistics.js';

const GUESTS = 1000;
const ROUNDS: ByEffort = { full: 50, quick: 15 };
const WARM_UP = 10;
/** At most once a sweep, and only when somebody asks. */
const MAX_MS_PER_60_000 = 100;

/** The floor concatenates the same bytes, which are at hand as text and numbers. */
export const metrics: Benchmark = {
  name: 'metrics',
  about: 'a thousand guests as metrics of Prometheus, beside concatenating the same bytes',
  async *measure({ effort }) {
    const snapshot = await snapshotOfMany();
    for (const set of METRIC_SETS) yield await measureSet(snapshot, set, ROUNDS[effort]);
  },
};

async function measureSet(snapshot: Snapshot, set: MetricSetName, rounds: number): Promise<Row> {
  const encode = () => encodePrometheus(snapshot, { metrics: set, format: 'text' });
  const text = encode();
  const pieces = piecesOf(text);
  const ours = () => flatTimed(encode);
  const floor = () => flatTimed(() => concatenate(pieces));
  await interleave(WARM_UP, ours, floor);
  const [our, their] = await interleave(rounds, ours, floor);
  const series = pieces.filter(({ value }) => value !== undefined).length;
  const limitMs = (MAX_MS_PER_60_000 * series) / 60_000;
  return {
    what: `${set} of ${GUESTS} guests: ${series} series, ${(text.length / 1e6).toFixed(1)} MB`,
    ours: `${median(our).toFixed(0)} ms`,
    floor: `${median(their).toFixed(0)} ms (concatenating the same bytes)`,
    ratio: (median(our) / median(their)).toFixed(2),
    target: `< ${limitMs.toFixed(0)} ms`,
    isMet: median(our) < limitMs,
  };
}

/** A text that is built of parts costs nothing until somebody needs its bytes. */
async function flatTimed(work: () => string): Promise<number> {
  const startedAt = performance.now();
  Buffer.byteLength(work());
  return performance.now() - startedAt;
}

interface Piece {
  readonly head: string;
  /** `undefined` for a comment. */
  readonly value: number | undefined;
}

function piecesOf(text: string): readonly Piece[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('#')) return { head: line, value: undefined };
      const at = line.lastIndexOf(' ');
      return { head: line.slice(0, at), value: Number(line.slice(at + 1)) };
    });
}

function concatenate(pieces: readonly Piece[]): string {
  let text = '';
  for (const { head, value } of pieces) text += value === undefined ? `${head}\n` : `${head} ${value}\n`;
  return text;
}

/** The snapshot of one mock, a thousand times, each with a process, a tap and a control group. */
async function snapshotOfMany(): Promise<Snapshot> {
  await using qemu = await startMockQemu({
    vcpus: 2,
    disks: [{ id: 'disk0' }],
    nics: [{ id: 'net0', mac: '52:54:00:aa:bb:01', netdev: 'n0' }],
  });
  const snapshot = await takeSnapshot({
    sockets: [parseAddress(qemu.address)],
    pollingSeconds: 10,
  });
  const [guest] = snapshot.guests;
  if (guest === undefined) throw new Error('the mock has not answered');
  return { ...snapshot, guests: Array.from({ length: GUESTS }, (_, number) => manifold(guest, number)) };
}

function manifold(guest: GuestSnapshot, number: number): GuestSnapshot {
  return { ...guest, name: `guest-${number}`, ...hostParts(guest, number) };
}
