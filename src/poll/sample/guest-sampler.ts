import { LIMITS } from '../../model/limits.js';
import type { QemuSample } from '../../model/qemu-sample.js';
import { areOfOther } from '../../model/session-changes.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QemuExecutor } from '../../protocol/qmp/qmp-client.js';
import { readReport } from '../../qemu/balloon.js';
import { type DiskImages, readDiskImages } from '../../qemu/block.js';
import { readVcpus } from '../../qemu/cpus.js';
import { readDevices } from '../../qemu/devices.js';
import { readDisplay } from '../../qemu/display.js';
import { readIdentity } from '../../qemu/identity.js';
import { readIothreads } from '../../qemu/iothreads.js';
import { readMemorySize } from '../../qemu/memory.js';
import { readNics } from '../../qemu/nics.js';
import { askBalloon, awaitFirstReport, ensurePolling, keepPolling } from './balloon-questions.js';
import { assemble, type Facts, type Moving, NO_BALLOON, readMoving } from './guest-facts.js';
import type { MachineHints } from './machine-hints.js';
import { PartFailures } from './part-failures.js';

export interface SamplerOptions {
  /** Switches polling on, to this many seconds, where it is off; `undefined` writes nothing. */
  readonly pollingSeconds?: number | undefined;
  /** How long {@link GuestSampler.sample} waits for the first report when polling was just switched on. Default 1000. */
  readonly firstReportMs?: number | undefined;
  /** Default: nothing is known, and everything is asked. */
  readonly hints?: MachineHints | undefined;
  /** How long a slow command may take: query-block opens files, on network storage too. Default 10000. */
  readonly slowCommandMs?: number | undefined;
}

export interface FastOptions extends ExecuteOptions {
  /** Asks for the vCPUs in any case: their threads prove which QEMU answers. */
  readonly vcpus?: boolean;
}

const NO_HINTS: MachineHints = { builtInNics: true, vnc: true, spice: true };

/**
 * Samples one QEMU, on one connection or on several: what cannot change is asked once.
 *
 * There are two ways to use it. {@link sample} asks everything at first, in as few rounds as the questions depend on each
 * other, and later only what moves. Or {@link sampleFast} in every sweep and {@link sampleSlow} now and then, so that
 * nothing waits for what may be slow.
 */
export class GuestSampler {
  readonly #options: SamplerOptions;
  #facts: Facts | undefined;
  #last: { readonly moving: Moving; readonly failures: PartFailures } | undefined;

  constructor(options: SamplerOptions = {}) {
    this.#options = options;
  }

  /** Whether the first questions have been answered. */
  get isIntroduced(): boolean {
    return this.#facts !== undefined;
  }

  /** Forgets what it knows: the next sample asks for everything again. */
  forget(): void {
    this.#facts = undefined;
    this.#last = undefined;
  }

  /**
   * Takes a sample. Never rejects: a part that fails is `undefined` in the sample, and `failures` holds its error.
   *
   * @param signal ends the sample early, with what has arrived
   */
  sample(qmp: QemuExecutor, signal: AbortSignal, failures = new PartFailures()): Promise<QemuSample> {
    return this.#facts
      ? this.#sampleAgain(qmp, this.#facts, failures, { signal })
      : this.#introduceWhole(qmp, failures, { signal });
  }

  /**
   * Takes a sample of what QEMU answers at once. The first asks who the guest is and finds its balloon; every later one
   * asks what moves, in a single write. Sizes of disks, network cards and console are those of {@link sampleSlow}.
   */
  async sampleFast(
    qmp: QemuExecutor,
    options: FastOptions,
    failures = new PartFailures(),
  ): Promise<QemuSample> {
    const known = this.#facts;
    if (known === undefined) return this.#introduce(qmp, failures, options);
    const sample = await this.#sampleAgain(qmp, known, failures, options);
    if (!areOfOther(known.vcpus, sample.vcpus)) return sample;
    // What is known is of another QEMU, which was there before.
    this.forget();
    return this.#introduce(qmp, failures, options);
  }

  /**
   * Asks anew for what seldom changes, and for what may be slow; it is in the samples from then on. A balloon of which
   * the polling is off by now (after a migration, or because another manager switched it off) is polled again.
   *
   * Does nothing before the first sample. Never rejects; what fails stays as it was.
   */
  async sampleSlow(qmp: QemuExecutor, options: ExecuteOptions, failures = new PartFailures()): Promise<void> {
    if (this.#facts === undefined) return;
    const { hints = NO_HINTS } = this.#options;
    const plain = Promise.all([
      failures.catch('vcpus', readVcpus(qmp, options)),
      failures.catch('memory', readMemorySize(qmp, options)),
      failures.catch('display', readDisplay(qmp, hints, options)),
      failures.catch('iothreads', readIothreads(qmp, options)),
    ]);
    const devices = await failures.catch('devices', readDevices(qmp, hints.builtInNics, options));
    const [nics, interval] = await Promise.all([
      devices && failures.catch('nics', readNics(qmp, devices, options)),
      devices && failures.catch('balloon', keepPolling(qmp, devices, this.#options.pollingSeconds, options)),
    ]);
    const [vcpus, memory, display, iothreads] = await plain;
    const known: Facts | undefined = this.#facts;
    // Forgotten while it was asked: another QEMU has answered.
    if (known === undefined) return;
    this.#facts = {
      ...known,
      vcpus: vcpus ?? known.vcpus,
      memory: memory ?? known.memory,
      display: display === undefined ? known.display : display,
      iothreads: iothreads ?? known.iothreads,
      nics: nics ?? known.nics,
      balloon: interval ? { ...NO_BALLOON, ...known.balloon, ...interval } : known.balloon,
    };
    // A monitor answers in order: what may be slow goes last.
    const images = await failures.catch('disk sizes', this.#readImages(qmp, options));
    const asked: Facts | undefined = this.#facts;
    if (images && asked) this.#facts = { ...asked, images, imagesReadAtSeconds: now() };
  }

  /** The last sample of {@link sampleFast}, with what {@link sampleSlow} has found out since. */
  latest(): QemuSample | undefined {
    const { moving, failures } = this.#last ?? {};
    return moving && failures && this.#facts && assemble(moving, this.#facts, failures);
  }

  /** Asks everything in as few rounds as possible: a single sample has the slow parts too. */
  async #introduceWhole(
    qmp: QemuExecutor,
    failures: PartFailures,
    options: ExecuteOptions,
  ): Promise<QemuSample> {
    const { hints = NO_HINTS } = this.#options;
    const moving = readMoving(qmp, failures, options);
    const still = this.#askStill(qmp, failures, options);
    const display = failures.catch('display', readDisplay(qmp, hints, options));
    const devices = await failures.catch('devices', readDevices(qmp, hints.builtInNics, options));
    const nics = devices && failures.catch('nics', readNics(qmp, devices, options));
    const asked = devices && (await failures.catch('balloon', askBalloon(qmp, devices, options)));
    const { runState } = await moving;
    const balloon =
      asked && (await ensurePolling(qmp, asked, this.#options.pollingSeconds, failures, options));
    const reported =
      balloon && balloon !== asked && runState === 'running'
        ? await awaitFirstReport(qmp, balloon, this.#options.firstReportMs, failures, options)
        : balloon;
    // A monitor answers in order: what may be slow goes last, and to a guest that answers nothing not at all.
    const images = runState && (await failures.catch('disk sizes', this.#readImages(qmp, options)));
    const facts: Facts = {
      ...(await still),
      display: await display,
      nics: await nics,
      images: images || undefined,
      imagesReadAtSeconds: images ? now() : undefined,
      iothreads: undefined,
      balloon: reported,
    };
    if (runState !== undefined) this.#facts = facts;
    return assemble(await moving, facts, failures);
  }

  async #introduce(qmp: QemuExecutor, failures: PartFailures, options: ExecuteOptions): Promise<QemuSample> {
    const moving = readMoving(qmp, failures, options);
    const still = this.#askStill(qmp, failures, options);
    // A balloon is never built into a machine: those devices need not be listed to find it.
    const devices = await failures.catch('devices', readDevices(qmp, false, options));
    const asked = devices && (await failures.catch('balloon', askBalloon(qmp, devices, options)));
    const balloon =
      asked && (await ensurePolling(qmp, asked, this.#options.pollingSeconds, failures, options));
    const facts: Facts = {
      ...(await still),
      display: undefined,
      nics: undefined,
      images: undefined,
      imagesReadAtSeconds: undefined,
      iothreads: undefined,
      balloon,
    };
    return this.#finish(await moving, facts, failures);
  }

  async #sampleAgain(
    qmp: QemuExecutor,
    facts: Facts,
    failures: PartFailures,
    options: FastOptions,
  ): Promise<QemuSample> {
    const path = facts.balloon?.device?.path;
    const [moving, report, vcpus] = await Promise.all([
      readMoving(qmp, failures, options),
      path && failures.catch('balloon', readReport(qmp, path, options)),
      options.vcpus ? failures.catch('vcpus', readVcpus(qmp, options)) : facts.vcpus,
    ]);
    const balloon = facts.balloon && {
      ...facts.balloon,
      report: report || undefined,
      readAtSeconds: now(),
    };
    return this.#finish(moving, { ...facts, balloon, vcpus }, failures);
  }

  /** A QEMU that reports no run state has not answered: nothing of it is kept. */
  #finish(moving: Moving, facts: Facts, failures: PartFailures): QemuSample {
    if (moving.runState !== undefined) {
      this.#facts = facts;
      this.#last = { moving, failures };
    }
    return assemble(moving, facts, failures);
  }

  async #askStill(
    qmp: QemuExecutor,
    failures: PartFailures,
    options: ExecuteOptions,
  ): Promise<Pick<Facts, 'identity' | 'memory' | 'vcpus'>> {
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

function now(): number {
  return Date.now() / 1000;
}
