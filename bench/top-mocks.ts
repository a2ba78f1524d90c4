import { EventEmitter } from 'node:events';
import { poll } from 'qgauge';
import { TopTerminal } from 'qgauge/terminal';
import type { Benchmark, ByEffort } from './benchmark.js';
import { serveMockSockets } from './mock-sockets.js';
import { mockTargets } from './mock-targets.js';
import { below, p99, type Row } from './statistics.js';

const GUESTS = 1000;
const WARM_UP: ByEffort = { full: 5, quick: 3 };
const FRAMES: ByEffort = { full: 120, quick: 15 };
const SIZES = ['80x24', '120x40', '200x60'] as const;
const MAX_CPU_PERCENT = 15;
const MAX_BYTES = 8192;
const MAX_FRAME_MS = 16;

export const topMocks: Benchmark = {
  name: 'top-mocks',
  about: 'the screen of top over a thousand mock guests every second, at three sizes',
  async *measure({ effort }) {
    await using sockets = await serveMockSockets('mock', GUESTS);
    const windows = SIZES.map((size) => new Window(size));
    let left = WARM_UP[effort] + FRAMES[effort];
    for await (const snapshot of poll({ interval: 1, guests: mockTargets(sockets.directory, GUESTS) })) {
      const isWarm = left <= FRAMES[effort];
      for (const window of windows) window.measure(() => window.terminal.show(snapshot), isWarm);
      left -= 1;
      if (left === 0) break;
    }
    for (const window of windows) yield* window.rows();
  },
};

/** A terminal that only counts what is written to it. */
class Output extends EventEmitter {
  readonly columns: number;
  readonly rows: number;
  bytes = 0;

  constructor(size: string) {
    super();
    const [columns, rows] = size.split('x').map(Number);
    this.columns = columns ?? 80;
    this.rows = rows ?? 24;
  }

  write(text: string): void {
    this.bytes += Buffer.byteLength(text);
  }
}

class Window {
  readonly terminal: TopTerminal;
  readonly #size: string;
  readonly #output: Output;
  readonly #frameMs: number[] = [];
  readonly #cpuMs: number[] = [];
  readonly #bytes: number[] = [];

  constructor(size: string) {
    this.#size = size;
    this.#output = new Output(size);
    this.terminal = new TopTerminal({
      input: undefined,
      output: this.#output,
      settings: { screen: 'guests', choices: {}, cpuScale: 'core', sizeUnit: 'auto' },
      devices: {},
      hasMouse: false,
      onQuit: () => undefined,
      onSave: async () => '',
      onPace: () => '',
      look: { palette: 'colour', isAscii: false },
    });
  }

  measure(draw: () => void, isWarm: boolean): void {
    this.#output.bytes = 0;
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    draw();
    const frameMs = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(cpu);
    if (!isWarm) return;
    this.#frameMs.push(frameMs);
    this.#cpuMs.push((user + system) / 1000);
    this.#bytes.push(this.#output.bytes);
  }

  *rows(): Generator<Row> {
    this.terminal[Symbol.dispose]();
    const cpuMs = this.#cpuMs.reduce((sum, ms) => sum + ms, 0) / this.#cpuMs.length;
    const what = `top ${this.#size}, ${GUESTS} mock guests`;
    yield below(`${what}: a frame, p99`, p99(this.#frameMs), MAX_FRAME_MS, 'ms');
    yield below(`${what}: CPU of drawing, a frame a second`, cpuMs / 10, MAX_CPU_PERCENT, '%');
    yield below(`${what}: bytes of a frame, p99`, p99(this.#bytes), MAX_BYTES, 'B');
  }
}
