import { ManualTime } from '../machine/manual-time.js';
import type { MockQemu } from '../mock-qemu.js';
import { didYouMean } from '../monitor/nearest-word.js';
import type { QemuVersion } from '../qapi/versions.js';
import type { Action, FleetAction, FleetWord, MachineAction } from './action.js';
import { parseDuration } from './duration.js';
import { FleetError } from './fleet-error.js';
import { act } from './machine-actions.js';
import { expandSpec, type MachineSpec } from './machine-spec.js';
import { Member } from './member.js';
import { obstacleTo } from './obstacle.js';
import { checkOpenFiles } from './open-files.js';
import { playInRealTime } from './real-time.js';
import { type Selector, select, unmatched } from './selector.js';
import { SocketDirectory } from './socket-directory.js';
import { Timeline, type TimelineEntry } from './timeline.js';

/** The machines of a fleet, and what happens to them. */
export interface FleetOptions {
  readonly machines?: readonly MachineSpec[];
  /** Actions with their times, counted from the start of the fleet. */
  readonly timeline?: readonly TimelineEntry[];
  /** With `manual`, guests, host clocks and the timeline stand still until an `advance` (default: `real`). */
  readonly time?: 'real' | 'manual';
  /** The directory of the sockets without an address; created when it does not exist (default: a temporary one). */
  readonly directory?: string;
  /** Called with a message for each action of the timeline that fails. The timeline continues. */
  readonly onProblem?: (message: string) => void;
}

/** One machine of {@link Fleet.list}. */
export interface MachineInfo {
  readonly name: string;
  /** The version of QEMU that it simulates, such as `11.1`. */
  readonly version: QemuVersion;
  /** The addresses of its monitors. */
  readonly addresses: readonly string[];
  /** The address of its guest agent; null when it has none. */
  readonly agent: string | null;
  /** The run state, or `ended`. */
  readonly status: string;
}

/** Mock machines by name, which take {@link Action | actions} one by one or together. */
export class Fleet implements AsyncDisposable {
  /** Resolves when a `shutdown` is performed. The owner must still call {@link close}. */
  readonly ended: Promise<void>;
  readonly #members = new Map<string, Member>();
  readonly #directory: SocketDirectory;
  readonly #time: 'real' | ManualTime;
  readonly #timeline: Timeline;
  #end: () => void = () => undefined;
  #stopPlaying: () => void = () => undefined;
  #advanced: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;

  private constructor(options: FleetOptions, directory: SocketDirectory) {
    const { onProblem = () => undefined } = options;
    this.#directory = directory;
    // Shared by all machines, so that their clocks agree.
    this.#time = options.time === 'manual' ? new ManualTime() : 'real';
    this.#timeline = new Timeline(options.timeline ?? [], async (action) => {
      if (this.#closed !== undefined) return;
      await this.perform(action).catch((error: unknown) => {
        onProblem(
          `at ${this.#timeline.nowMs} ms: ${action.do}: ${error instanceof Error ? error.message : error}`,
        );
      });
    });
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /**
   * Starts the machines, and then the timeline.
   *
   * When it fails, the machines already started are closed.
   *
   * @throws {FleetError} ERR_FLEET_OPEN_FILES or ERR_FLEET_DIRECTORY
   * @throws {MockError} when a machine cannot listen on its address, or one of its options or faults is not valid
   */
  static async start(options: FleetOptions = {}): Promise<Fleet> {
    const { machines = [] } = options;
    checkOpenFiles(machines);
    const fleet = new Fleet(options, new SocketDirectory(options.directory));
    try {
      await fleet.#addAll(machines);
      // Actions at 0 are complete before the caller sees the fleet.
      await fleet.#timeline.playUntil(0);
    } catch (error) {
      await fleet.close();
      throw error;
    }
    if (fleet.#time === 'real') fleet.#stopPlaying = playInRealTime(fleet.#timeline);
    return fleet;
  }

  /** Every machine in the order in which they were added, also those that have ended. */
  list(): readonly MachineInfo[] {
    return [...this.#members.values()].map((member) => ({
      name: member.name,
      version: member.qemu.machine.version,
      addresses: member.qemu.addresses,
      agent: member.qemu.agent?.address ?? null,
      status: member.status,
    }));
  }

  /**
   * The mock with this name. After a `start` it is another object.
   *
   * @throws {FleetError} ERR_FLEET_NO_MACHINE when no machine has this name
   */
  machine(name: string): MockQemu {
    const [member] = this.#select(name);
    if (member === undefined) throw this.#noMachine(name);
    return member.qemu;
  }

  /**
   * Performs one action, on one machine after the other where `machine` selects several. Those to which it does not
   * apply (`stop` of one that has ended, `start` of one that runs) are then skipped; a machine named alone, without a
   * pattern, makes it fail. Resolves to the result: for one machine named alone its own, for several an object by
   * name; undefined for most actions.
   *
   * @throws {FleetError} when the action is not possible, or has killed the machine; see {@link FleetErrorCode}
   * @throws {MockError} when a machine cannot be started, or a fault is not valid
   * @throws {QmpError} when a machine refuses the command
   */
  async perform(action: Action): Promise<unknown> {
    if (isFleetAction(action)) return this.#performAsFleet(action);
    const members = this.#select(action.machine);
    const [only] = members;
    if (isOneName(action.machine) && only !== undefined) return actAlone(only, action);
    const results: [string, unknown][] = [];
    for (const member of members.filter((each) => obstacleTo(action.do, each) === undefined)) {
      results.push([member.name, await act(member, action)]);
    }
    if (results.every(([, result]) => result === undefined)) return undefined;
    return Object.fromEntries(results);
  }

  /** Resolves when all its sockets, timers and directories are gone; may be called again. */
  close(): Promise<void> {
    this.#stopPlaying();
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#members.values()].map((member) => member.end()));
    await this.#directory.remove();
  }

  async #performAsFleet(action: FleetAction): Promise<unknown> {
    switch (action.do) {
      case 'list':
        return this.list();
      case 'add':
        return this.#addAll(expandSpec(action.spec));
      case 'advance':
        return this.#advance(parseDuration(action.by) ?? 0);
      case 'shutdown':
        // Later, so that the client that requested it is answered first.
        setImmediate(() => this.#end());
        return undefined;
    }
  }

  async #addAll(specs: readonly MachineSpec[]): Promise<void> {
    const taken = specs.find(({ name }) => this.#members.has(name));
    if (taken !== undefined) {
      throw new FleetError(
        'ERR_FLEET_NAME',
        `a machine named '${taken.name}' already exists: remove it, or choose another name`,
      );
    }
    const members = specs.map((spec) => {
      const whole = this.#directory.addressesFor(spec);
      return new Member(whole, this.#time, () => this.#members.delete(spec.name));
    });
    const started = await Promise.allSettled(members.map((member) => member.start()));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed !== undefined) {
      await Promise.all(members.map((member) => member.end()));
      throw failed.reason;
    }
    for (const member of members) this.#members.set(member.name, member);
  }

  /** Advances machines and timeline together; waits for the previous advance. */
  #advance(ms: number): Promise<void> {
    const time = this.#time;
    if (time === 'real') {
      throw new FleetError(
        'ERR_FLEET_TIME',
        'real time cannot be advanced: start the fleet with manual time',
      );
    }
    const pass = (passedMs: number) => time.advance(passedMs);
    this.#advanced = this.#advanced.then(() => this.#timeline.playUntil(this.#timeline.nowMs + ms, pass));
    return this.#advanced;
  }

  #select(selector: Selector): readonly Member[] {
    const names = [...this.#members.keys()];
    const [unknown] = unmatched(selector, names);
    if (unknown !== undefined) throw this.#noMachine(unknown);
    return select(selector, names).flatMap((name) => this.#members.get(name) ?? []);
  }

  #noMachine(name: string): FleetError {
    const names = [...this.#members.keys()];
    const hint = didYouMean(name, names) || (names.length === 0 ? '; the fleet has no machines' : '');
    return new FleetError('ERR_FLEET_NO_MACHINE', `no machine named '${name}'${hint}`);
  }
}

async function actAlone(member: Member, action: MachineAction): Promise<unknown> {
  const obstacle = obstacleTo(action.do, member);
  if (obstacle === undefined) return act(member, action);
  throw new FleetError('ERR_FLEET_ACTION', `the machine '${member.name}' ${obstacle}`);
}

const FLEET_WORDS: ReadonlySet<string> = new Set<FleetWord>(['add', 'advance', 'list', 'shutdown']);

function isFleetAction(action: Action): action is FleetAction {
  return FLEET_WORDS.has(action.do);
}

function isOneName(selector: Selector): boolean {
  return typeof selector === 'string' && !/[*?]/.test(selector);
}
