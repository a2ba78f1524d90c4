import { hostname } from 'node:os';
import type { Duplex } from 'node:stream';
import { findGuest } from '../../discover/find-guest.js';
import type { Target } from '../../discover/target.js';
import { holdMonitor, openMonitorStream, type WithMonitorOptions } from '../../monitor/with-monitor.js';
import { GuestSampler } from '../../poll/sample/guest-sampler.js';
import { type Address, formatAddress, parseAddress } from '../../protocol/transport/address.js';
import { readIdentity } from '../../qemu/identity.js';
import { sleep, startDeadline, startPeriod } from '../../support/deadline.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { VERSION } from '../../support/version.js';
import { ConversationRecorder, type RecorderOptions } from '../../transcript/conversation-recorder.js';
import { startRecordingProxy } from '../../transcript/proxy.js';
import { Redactor } from '../../transcript/redactor.js';
import { tapStream } from '../../transcript/tapped-stream.js';
import { TranscriptFile } from '../../transcript/transcript-file.js';
import { Borrowing } from '../borrowing.js';
import { type Context, EXIT } from '../context.js';
import { UsageError } from '../usage.js';
import type { RecordOptions } from './command.js';

/** Time limit of one round of questions. */
const SWEEP_MS = 3000;

/**
 * Writes a transcript of a monitor: of our own questions, which change nothing in the guest, or with --listen of a
 * client's. Ends after --for, or with the signal; neither is a failure.
 */
export async function record(text: string, options: RecordOptions, context: Context): Promise<number> {
  if (options.output === '') throw new UsageError('-o requires the name of a file');
  const { target } = findGuest(text);
  const listen = checkListen(target, options);
  await using borrowing = new Borrowing(context);
  const monitorOptions = { signal: context.signal, whenBusy: borrowing.whenBusy };
  const [monitor] = target.monitors;
  // Fails, with the reason, before a file is written that could only stay empty.
  if (monitor === undefined) await (await holdMonitor(target, monitorOptions)).close();
  const address = monitor === undefined ? text : formatAddress(monitor.address);
  const redactor = options.redact ? await startRedactor(target, monitorOptions) : undefined;
  const header = {
    format: 'qgauge-transcript',
    version: 1,
    recordedAt: new Date().toISOString(),
    recordedBy: `qgauge ${VERSION}`,
    address: redactor ? redactor.text(address) : address,
    redacted: options.redact ?? false,
  } as const;
  const startedAt = performance.now();
  const file = await TranscriptFile.open(options.output, header, { overwrite: options.force });
  try {
    const recorder: RecorderOptions = {
      onLine: (line) => file.write(redactor ? redactor.redact(line) : line),
      elapsedMs: () => performance.now() - startedAt,
    };
    using ending = startEnding(file, options, context.signal);
    const recording = { target, recorder, ending, context, monitorOptions };
    const progress = () => ({
      what: `recording ${text}`,
      limitSeconds: options.for,
      soFar: `${file.lines} messages`,
    });
    await context.progress.during(progress, () =>
      listen === undefined ? poll(recording, options) : relay(recording, listen, file),
    );
    if (ending.failure !== undefined) throw ending.failure;
  } finally {
    await file.close();
  }
  context.out(`${terminalSafe(file.path, 4096)}: ${file.lines} messages\n`);
  return EXIT.ok;
}

function checkListen({ monitors }: Target, { listen: text }: RecordOptions): Address | undefined {
  if (text === undefined) return undefined;
  const listen = parseAddress(text);
  if (monitors.every(({ address }) => formatAddress(address) !== formatAddress(listen))) return listen;
  throw new UsageError(`--listen ${text} is the monitor itself: name another address`);
}

/** Reads the guest's name on a connection of its own, before a line that may contain it is written. */
async function startRedactor(target: Target, options: WithMonitorOptions): Promise<Redactor> {
  await using qmp = await holdMonitor(target, options);
  const { name } = await readIdentity(qmp, { signal: options.signal });
  const own = hostname();
  return new Redactor({ names: name === undefined ? [] : [name], hosts: [own, own.replace(/\..*/, '')] });
}

interface Ending extends Disposable {
  /** Fires when the recording ends, for whatever reason. */
  readonly signal: AbortSignal;
  /** What ended it early; `undefined` when nothing did. */
  readonly failure: unknown;
  fail(error: unknown): void;
}

function startEnding(file: TranscriptFile, options: RecordOptions, parent: AbortSignal): Ending {
  const early = new AbortController();
  const deadline = options.for === undefined ? undefined : startPeriod(options.for * 1000, parent);
  void file.failed.then((error) => error && early.abort(error));
  return {
    signal: AbortSignal.any([deadline?.signal ?? parent, early.signal]),
    get failure(): unknown {
      return early.signal.aborted ? early.signal.reason : undefined;
    },
    fail: (error) => early.abort(error),
    [Symbol.dispose]: () => deadline?.[Symbol.dispose](),
  };
}

/** What is recorded, and how to get on its monitor. */
interface Recording {
  readonly target: Target;
  readonly recorder: RecorderOptions;
  readonly ending: Ending;
  readonly context: Context;
  readonly monitorOptions: WithMonitorOptions;
}

/** Asks what `collect` asks, on one connection, and writes nothing to the guest. */
async function poll(
  { target, recorder, ending, context: { warn }, monitorOptions }: Recording,
  { interval }: RecordOptions,
): Promise<void> {
  const tap = (stream: Duplex) => tapStream(stream, new ConversationRecorder(recorder));
  await using qmp = await holdMonitor(target, { ...monitorOptions, tap });
  void qmp.closed.then((error) => error && ending.fail(error));
  const session = new GuestSampler();
  const reported = new Set<string>();
  let dueMs = performance.now();
  while (!ending.signal.aborted) {
    // Without the signal: a complete transcript has the replies to its last questions.
    using deadline = startDeadline(SWEEP_MS);
    const { failures } = await session.sample(qmp, deadline.signal);
    for (const { part, why } of ending.failure === undefined ? failures : []) {
      if (!reported.has(part)) warn(`${part}: ${why}`);
      reported.add(part);
    }
    dueMs = Math.max(dueMs + interval * 1000, performance.now());
    await sleep(dueMs - performance.now(), ending.signal).catch(() => undefined);
  }
}

/** Records a client that connects to `listen`. */
async function relay(
  { target, recorder, ending, context: { out, warn }, monitorOptions }: Recording,
  listen: Address,
  file: TranscriptFile,
): Promise<void> {
  // Without a usable monitor this fails now, rather than when the first client connects.
  await (await holdMonitor(target, monitorOptions)).close();
  await using _proxy = await startRecordingProxy({
    ...recorder,
    listen,
    connect: (signal) => openMonitorStream(target, { ...monitorOptions, signal }),
    onProblem: warn,
  });
  file.begin();
  out(`recording the clients of ${formatAddress(listen)}\n`);
  await new Promise((resolve) => {
    if (ending.signal.aborted) resolve(undefined);
    ending.signal.addEventListener('abort', resolve, { once: true });
  });
}
