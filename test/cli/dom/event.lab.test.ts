import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PAUSED_MACHINE, startBareQemu } from '../../bare-qemu.js';
import { describeLab } from '../../lab/context.js';
import { askMonitor } from '../../lab/raw-qmp.js';
import { MAIN } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const LIMIT_MS = 90_000;

describeLab('qgauge dom event', (lab) => {
  /** A real QEMU with two monitors: one for qgauge, and one for this test. */
  async function startQemu() {
    const directory = await temporaryDirectory();
    const path = (name: string) => join(directory, `${name}.sock`);
    const monitors = ['first', 'second'].flatMap((name) => ['-qmp', `unix:${path(name)},server=on,wait=off`]);
    await startBareQemu(lab.qemu, [...PAUSED_MACHINE, '-name', 'web', ...monitors], {
      ready: `unix:${path('second')}`,
    });
    await expect.poll(() => existsSync(path('first')), { timeout: LIMIT_MS }).toBe(true);
    const ask = (command: string) => askMonitor(path('second'), command, undefined, LIMIT_MS);
    /** Lets the guest run and stop until this has happened. */
    const toggleUntil = (hasHappened: () => boolean) =>
      expect
        .poll(
          async () => {
            for (const command of ['cont', 'stop']) await ask(command);
            return hasHappened();
          },
          { timeout: LIMIT_MS, interval: 100 },
        )
        .toBe(true);
    return { path, ask, toggleUntil };
  }

  it('prints what happens, until QEMU ends', async () => {
    const { path, ask, toggleUntil } = await startQemu();
    const watching = new Watching([`unix:${path('first')}`, '--all', '--loop']);
    await toggleUntil(() => watching.stdout.includes('Suspended Paused'));
    await ask('quit');
    expect(await watching.ended).toBe(0);
    const lines = watching.stdout.trimEnd().split('\n');
    expect(new Set(lines.slice(0, -2))).toEqual(
      new Set(
        ['Resumed Unpaused', 'Suspended Paused'].map((what) => `event 'lifecycle' for domain 'web': ${what}`),
      ),
    );
    expect(lines.slice(-2)).toEqual([
      "event 'lifecycle' for domain 'web': Shutdown Finished after host request",
      `events received: ${lines.length - 1}`,
    ]);
    expect(watching.stderr).toBe('');
  });

  it('ends after the first event that is waited for, with its time', async () => {
    const { path, toggleUntil } = await startQemu();
    const options = ['--event', 'lifecycle', '--timestamp'];
    const watching = new Watching([`unix:${path('first')}`, ...options]);
    await toggleUntil(() => watching.hasEnded);
    expect(await watching.ended).toBe(0);
    expect(watching.stdout).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\+0000: event 'lifecycle' for domain 'web': (?:Resumed Unpaused|Suspended Paused)\nevents received: 1\n$/,
    );
  });

  it('says that events may be missing when the monitor was lost, and goes on', async () => {
    const { path, ask, toggleUntil } = await startQemu();
    const wire = await Wire.start(path('wire'), path('first'));
    const watching = new Watching([`unix:${path('wire')}`, '--all', '--loop', '--json']);
    await toggleUntil(() => watching.events.includes('STOP'));
    await wire.cut();
    for (const command of ['cont', 'stop']) await ask(command);
    await wire.mend();
    await toggleUntil(() => watching.events.includes('GAP') && watching.events.at(-1) !== 'GAP');
    expect(watching.events.filter((name) => name === 'GAP')).toHaveLength(1);
    expect(watching.stderr).toMatch(/^qgauge: web: events may be missing: .+\n$/);
    watching.interrupt();
    expect(await watching.ended).toBe(130);
    expect(watching.stderr).toMatch(/\nqgauge: interrupted by SIGINT\n$/);
  });
});

/** A `qgauge dom event` that goes on. */
class Watching {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(words: readonly string[]) {
    const child = spawn(process.execPath, [MAIN, 'dom', 'event', ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.#child = child;
    this.ended = new Promise((resolve) => child.once('close', resolve));
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await this.ended;
    });
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null;
  }

  /** The names in what was printed as JSON. */
  get events(): readonly string[] {
    const whole = this.stdout.split('\n').slice(0, -1);
    return whole.map((line): string => JSON.parse(line).name);
  }

  interrupt(): void {
    this.#child.kill('SIGINT');
  }
}

/** A way to a monitor that can be cut. */
class Wire {
  readonly #path: string;
  readonly #to: string;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  /** Ends with the test. */
  static async start(path: string, to: string): Promise<Wire> {
    const wire = new Wire(path, to);
    await wire.mend();
    onTestFinished(() => wire.cut());
    return wire;
  }

  private constructor(path: string, to: string) {
    this.#path = path;
    this.#to = to;
  }

  async mend(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.#to);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    server.listen(this.#path);
    await once(server, 'listening');
    this.#server = server;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    rmSync(this.#path, { force: true });
  }
}
