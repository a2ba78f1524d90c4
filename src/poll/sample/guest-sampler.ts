import { LIMITS } from '../../model/limits.js';
import type { QemuSample } from '../../model/qemu-sample.js';
import { doesRun } from '../../model/run-state.js';
import { areOfOther } from '../../model/session-changes.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QemuExecutor } from '../../protocol/qmp/qmp-client.js';
import { readReport } from '../../qemu/balloon.js';
import { type DiskImages, readDiskImages } from '../../qemu/block.js';
import { readVcpus } from '../../qemu/cpus.js';
import { readDevices } from '../../qemu/devices.js';
import { readDirtyRate } from '../../qemu/dirty-rate.js';
import { readDisplay } from '../../qemu/display.js';
import { readIdentity } from '../../qemu/identity.js';
import { readIothreads } from '../../qemu/iothreads.js';
import { readMaxVcpus } from '../../qemu/max-vcpus.js';
import { readMemorySize } from '../../qemu/memory.js';
import { readMemoryBackends } from '../../qemu/memory-backends.js';
import { readNics } from '../../qemu/nics.js';
import { answeredAtSeconds, LOOP_CLOCK } from '../../support/loop-clock.js';
import { PartFailures } from '../../support/part-failures.js';
import { askBalloon, awaitFirstReport, ensurePolling, keepPolling } from './balloon-questions.js';
import { assemble, type LastingParts, type MovingParts, NO_BALLOON, readMoving } from './guest-parts.js';
import type { MachineHints } from './machine-hints.js';

/** How to sample a QEMU. */
export interface SamplerOptions {
  /** The polling interval in seconds to set when balloon polling is off (default: nothing is written). */
  readonly pollingSeconds?: number | undefined;
  /** How long {@link GuestSampler.sample} waits for the first report after it has switched polling on (default: 1000). */
  readonly firstReportMs?: number | undefined;
  /** What need not be asked (default: everything is asked). */
  readonly hints?: MachineHints | undefined;
  /** How long a slow command may take: query-block opens files, also on network storage (default: 10000). */
  readonly slowCommandMs?: number | undefined;
  /**
   * Whether {@link GuestSampler.sample} asks for what few need: iothreads, the largest number of vCPUs, and the dirty rate
   * (default: false).
   */
  readonly details?: boolean | undefined;
  /** Whether {@link GuestSampler.sampleSlow} asks how large the memory backends are (default: false). */
  readonly memoryBackends?: boolean | undefined;
}

/** How to take a fast sample. */
export interface FastOptions extends ExecuteOptions {
  /** Always asks for the vCPUs: their threads prove which QEMU answers (default: only in the first sample). */
  readonly vcpus?: boolean;
}

const NO_HINTS: MachineHints = { builtInNics: true, vnc: true, spice: true };

/**
 * Samples one QEMU, on one connection or on several: what cannot change is asked once.
 *
 * There are two ways to use it. {@link sample} asks for everything the first time, in as few rounds as possible, and then only
 * for the moving parts. Or {@link sampleFast} in every sweep and {@link sampleSlow} now and then, so that nothing waits for
 * a command that may be slow.
 */
export class GuestSampler {
  readonly #options: SamplerOptions;
  #lasting: LastingParts | undefined;
  #backendBytes: readonly number[] = [];
  #last: { readonly moving: MovingParts; readonly failures: PartFailures } | undefined;

  constructor(options: SamplerOptions = {}) {
    this.#options = options;
  }

  /** Whether the first questions have been answered. */
  get isIntroduced(): boolean {
    return this.#lasting !== undefined;
  }

  /** How large the machine's memory backends were in the last {@link sampleSlow}; empty before, and where it does not ask. */
  get backendBytes(): readonly number[] {
    return this.#backendBytes;
  }

  /** Forgets all answers: the next sample asks for everything again. */
  forget(): void {
    this.#lasting = undefined;
    this.#last = undefined;
    this.#backendBytes = [];
  }

  /**
   * Takes a sample. Never rejects: a part that fails is `undefined` in the sample, and its error is in `failures`.
   *
   * @param signal ends the sample early, with the parts that have arrived
   */
  sample(qmp: QemuExecutor, signal: AbortSignal, failures = new PartFailures()): Promise<QemuSample> {
    return this.#lasting
      ? this.#sampleAgain(qmp, this.#lasting, failures, { signal })
      : this.#introduceWhole(qmp, failures, { signal });
  }

  /**
   * Takes a sample of what QEMU answers at once. The first asks for the guest's identity, and finds its balloon; every later
   * one asks for the moving parts, in a single write. Disk sizes, network cards and console are those of {@link sampleSlow}.
   * Never rejects, as {@link sample}.
   */
  async sampleFast(
    qmp: QemuExecutor,
    options: FastOptions,
    failures = new PartFailures(),
  ): Promise<QemuSample> {
    const known = this.#lasting;
    if (known === undefined) return this.#introduce(qmp, failures, options);
    const sample = await this.#sampleAgain(qmp, known, failures, options);
    if (!areOfOther(known.vcpus, sample.vcpus)) return sample;
    // The answers so far are those of an earlier QEMU at this address.
    this.forget();
    return this.#introduce(qmp, failures, options);
  }

  /**
   * Asks again for the lasting parts, and for those that may be slow; later samples contain them. Switches balloon polling on
   * again when it is off by now (after a migration, or by another program).
   *
   * Does nothing before the first sample. Never rejects; a part that fails stays as it was.
   */
  async sampleSlow(qmp: QemuExecutor, options: ExecuteOptions, failures = new PartFailures()): Promise<void> {
    if (this.#lasting === undefined) return;
    const { hints = NO_HINTS } = this.#options;
    const plain = Promise.all([
      failures.catch('vcpus', readVcpus(qmp, options)),
      failures.catch('memory', readMemorySize(qmp, options)),
      failures.catch('display', readDisplay(qmp, hints, options)),
      readDetails(qmp, this.#lasting.maxVcpus, failures, options),
    ]);
    const backends = this.#options.memoryBackends
      ? failures.catch('memory backends', readMemoryBackends(qmp, options))
      : undefined;
    const devices = await failures.catch('devices', readDevices(qmp, hints.builtInNics, options));
    const [nics, interval] = await Promise.all([
      devices && failures.catch('nics', readNics(qmp, devices, options)),
      devices && failures.catch('balloon', keepPolling(qmp, devices, this.#options.pollingSeconds, options)),
    ]);
    const [vcpus, memory, display, details] = await plain;
    const backendBytes = (await backends)?.flatMap(({ bytes }) => bytes ?? []);
    const known: LastingParts | undefined = this.#lasting;
    // Forgotten meanwhile: another QEMU has answered.
    if (known === undefined) return;
    this.#backendBytes = backendBytes ?? this.#backendBytes;
    this.#lasting = {
      ...known,
      vcpus: vcpus ?? known.vcpus,
      memory: memory ?? known.memory,
      display: display === undefined ? known.display : display,
      iothreads: details.iothreads ?? known.iothreads,
      maxVcpus: details.maxVcpus ?? known.maxVcpus,
      dirtyRate: details.dirtyRate ?? known.dirtyRate,
      nics: nics ?? known.nics,
      balloon: interval ? { ...NO_BALLOON, ...known.balloon, ...interval } : known.balloon,
    };
    // A monitor answers in order: the command that may be slow goes last.
    const images = await failures.catch('disk sizes', this.#readImages(qmp, options));
    const asked: LastingParts | undefined = this.#lasting;
    if (images && asked) this.#lasting = { ...asked, images, imagesReadAtSeconds: now() };
  }

  /** The last sample of {@link sampleFast}, with the newest parts of {@link sampleSlow}; `undefined` before the first. */
  latest(): QemuSample | undefined {
    const { moving, failures } = this.#last ?? {};
    return moving && failures && this.#lasting && assemble(moving, this.#lasting, failures);
  }

  /** Asks for everything in as few rounds as possible, the slow parts included. */
  async #introduceWhole(
    qmp: QemuExecutor,
    failures: PartFailures,
    options: ExecuteOptions,
  ): Promise<QemuSample> {
    const { hints = NO_HINTS } = this.#options;
    const moving = readMoving(qmp, failures, options);
    const machine = this.#askMachine(qmp, failures, options);
    const details = this.#options.details ? readDetails(qmp, undefined, failures, options) : NO_DETAILS;
    const display = failures.catch('display', readDisplay(qmp, hints, options));
    const devices = await failures.catch('devices', readDevices(qmp, hints.builtInNics, options));
    const nics = devices && failures.catch('nics', readNics(qmp, devices, options));
    const asked = devices && (await failures.catch('balloon', askBalloon(qmp, devices, options)));
    const status = await moving;
    const balloon =
      asked && (await ensurePolling(qmp, asked, this.#options.pollingSeconds, failures, options));
    const reported =
      balloon && balloon !== asked && doesRun(status)
        ? await awaitFirstReport(qmp, balloon, this.#options.firstReportMs, failures, options)
        : balloon;
    // A monitor answers in order: the command that may be slow goes last, and is not sent to a QEMU that answers nothing.
    const images = status.runState && (await failures.catch('disk sizes', this.#readImages(qmp, options)));
    const lasting: LastingParts = {
      ...(await machine),
      display: await display,
      nics: await nics,
      images: images || undefined,
      imagesReadAtSeconds: images ? now() : undefined,
      ...(await details),
      balloon: reported,
    };
    if (status.runState !== undefined) this.#lasting = lasting;
    return assemble(status, lasting, failures);
  }

  async #introduce(qmp: QemuExecutor, failures: PartFailures, options: ExecuteOptions): Promise<QemuSample> {
    const moving = readMoving(qmp, failures, options);
    const machine = this.#askMachine(qmp, failures, options);
    // A balloon is never a built-in device: those need not be listed to find it.
    const devices = await failures.catch('devices', readDevices(qmp, false, options));
    const asked = devices && (await failures.catch('balloon', askBalloon(qmp, devices, options)));
    const balloon =
      asked && (await ensurePolling(qmp, asked, this.#options.pollingSeconds, failures, options));
    const lasting: LastingParts = {
      ...(await machine),
      display: undefined,
      nics: undefined,
      images: undefined,
      imagesReadAtSeconds: undefined,
      ...NO_DETAILS,
      balloon,
    };
    return this.#finish(await moving, lasting, failures);
  }

  async #sampleAgain(
    qmp: QemuExecutor,
    lasting: LastingParts,
    failures: PartFailures,
    options: FastOptions,
  ): Promise<QemuSample> {
    const path = lasting.balloon?.device?.path;
    const waited = LOOP_CLOCK.startWait();
    const [moving, report, vcpus] = await Promise.all([
      readMoving(qmp, failures, options),
      path && failures.catch('balloon', readReport(qmp, path, options)),
      options.vcpus ? failures.catch('vcpus', readVcpus(qmp, options)) : lasting.vcpus,
    ]);
    const balloon = lasting.balloon && {
      ...lasting.balloon,
      report: report || undefined,
      readAtSeconds: answeredAtSeconds(waited()),
    };
    return this.#finish(moving, { ...lasting, balloon, vcpus }, failures);
  }

  /** A QEMU that reports no run state has not answered: none of its parts are kept. */
  #finish(moving: MovingParts, lasting: LastingParts, failures: PartFailures): QemuSample {
    if (moving.runState !== undefined) {
      this.#lasting = lasting;
      this.#last = { moving, failures };
    }
    return assemble(moving, lasting, failures);
  }

  async #askMachine(
    qmp: QemuExecutor,
    failures: PartFailures,
    options: ExecuteOptions,
  ): Promise<Pick<LastingParts, 'identity' | 'memory' | 'vcpus'>> {
    const [identity, memory, vcpus] = await Promise.all([
      failures.catch('identity', readIdentity(qmp, options)),
      failures.catch('memory', readMemorySize(qmp, options)),
      failures.catch('vcpus', readVcpus(qmp, options)),
    ]);
    return { identity, memory, vcpus };
  }

  #readImages(qmp: QemuExecutor, options: ExecuteOptions): Promise<DiskImages> {
    const { slowCommandMs = LIMITS.slowCommandMs } = this.#options;
    return readDiskImages(qmp, { ...options, timeoutMs: slowCommandMs });
  }
}

type Details = Pick<LastingParts, 'iothreads' | 'maxVcpus' | 'dirtyRate'>;

const NO_DETAILS: Details = { iothreads: undefined, maxVcpus: undefined, dirtyRate: undefined };

/** @param maxVcpus when it is known: it stays the same */
async function readDetails(
  qmp: QemuExecutor,
  maxVcpus: number | undefined,
  failures: PartFailures,
  options: ExecuteOptions,
): Promise<Details> {
  const [iothreads, most, dirtyRate] = await Promise.all([
    failures.catch('iothreads', readIothreads(qmp, options)),
    maxVcpus ?? failures.catch('most vcpus', readMaxVcpus(qmp, options)),
    failures.catch('dirty rate', readDirtyRate(qmp, options)),
  ]);
  return { iothreads, maxVcpus: most, dirtyRate };
}

function now(): number {
  return Date.now() / 1000;
}
