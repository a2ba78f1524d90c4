import { ManualTime } from '../machine/manual-time.js';
import type { MockQemu } from '../mock-qemu.js';
import { didYouMean } from '../monitor/nearest-word.js';
import type { Action, FleetAction, FleetWord, MachineAction } from './action.js';
import { parseDuration } from './duration.js';
import { FleetError } from './fleet-error.js';
import { act } from './machine-actions.js';
import { expandSpec, type MachineSpec } from './machine-spec.js';
import { Member } from './member.js';
import { checkOpenFiles } from './open-files.js';
import { playInRealTime } from './real-time.js';
import { type Selector, select, unmatched } from './selector.js';
import { SocketDirectory } from './socket-directory.js';
import { Timeline, type TimelineEntry } from './timeline.js';

export interface FleetOptions {
  readonly machines?: readonly MachineSpec[];
  readonly timeline?: readonly TimelineEntry[];
  /** `manual`: guests, hosts and the timeline stand still until an `advance`. */
  readonly time?: 'real' | 'manual';
  /** For the sockets that have no address; it is made when it is not there. A temporary one unless told. */
  readonly directory?: string;
  /** What of the timeline could not be done. */
  readonly onProblem?: (message: string) => void;
}

export interface MachineInfo {
  readonly name: string;
  /** Of its monitors. */
  readonly addresses: readonly string[];
  /** Of its guest agent; null when it has none. */
  readonly agent: string | null;
  /** Its run state, or `ended`. */
  readonly status: string;
}

/** Mock machines by name, to all of which the same {@link Action | actions} can be done. */
export class Fleet implements AsyncDisposable {
  /** Resolves when a `shutdown` asks for the end; closing is up to the owner. */
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
    // One for all machines, so that they stay in step.
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
   * @throws {FleetError} when the machines cannot all be had; none is left then
   * @throws {MockError} when the system refuses an address
   */
  static async start(options: FleetOptions = {}): Promise<Fleet> {
    const { machines = [] } = options;
    checkOpenFiles(machines);
    const fleet = new Fleet(options, new SocketDirectory(options.directory));
    try {
      await fleet.#addAll(machines);
      // What happens at 0 has happened before anybody looks.
      await fleet.#timeline.playUntil(0);
    } catch (error) {
      await fleet.close();
      throw error;
    }
    if (fleet.#time === 'real') fleet.#stopPlaying = playInRealTime(fleet.#timeline);
    return fleet;
  }

  list(): readonly MachineInfo[] {
    return [...this.#members.values()].map((member) => ({
      name: member.name,
      addresses: member.qemu.addresses,
      agent: member.qemu.agent?.address ?? null,
      status: member.status,
    }));
  }

  /**
   * The mock behind a name, in its present life.
   *
   * @throws {FleetError} ERR_FLEET_NO_MACHINE
   */
  machine(name: string): MockQemu {
    const [member] = this.#select(name);
    if (member === undefined) throw this.#noMachine(name);
    return member.qemu;
  }

  /**
   * Does one thing, with one machine after the other where several are meant; those that it makes no sense for (to stop
   * one that has ended, to start one that runs) are passed over then. Resolves to what there is to tell: of one machine
   * named without a pattern its own answer, of several an object by name, of most actions nothing.
   *
   * @throws {FleetError} when it makes no sense
   * @throws {QmpError} when a machine refuses
   */
  async perform(action: Action): Promise<unknown> {
    if (isFleetAction(action)) return this.#performAsFleet(action);
    const members = this.#select(action.machine);
    const [only] = members;
    if (isOneName(action.machine) && only !== undefined) return actAlone(only, action);
    const results: [string, unknown][] = [];
    for (const member of members.filter((each) => makesSense(each, action))) {
      results.push([member.name, await act(member, action)]);
    }
    if (results.every(([, result]) => result === undefined)) return undefined;
    return Object.fromEntries(results);
  }

  /** Resolves when nothing is left of it: no socket, no timer, no directory that it made; may be called again. */
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
        // Whoever asked for it gets an answer first.
        setImmediate(() => this.#end());
        return undefined;
    }
  }

  async #addAll(specs: readonly MachineSpec[]): Promise<void> {
    const taken = specs.find(({ name }) => this.#members.has(name));
    if (taken !== undefined) {
      throw new FleetError(
        'ERR_FLEET_NAME',
        `there is a machine '${taken.name}' already: remove it, or choose another name`,
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

  /** Machines and timeline go side by side; an advance waits for the one before it. */
  #advance(ms: number): Promise<void> {
    const time = this.#time;
    if (time === 'real') {
      throw new FleetError(
        'ERR_FLEET_TIME',
        'real time passes by itself: start the fleet with manual time to advance it',
      );
    }
    const pass = (passedMs: number) => time.advance(passedMs);
    this.#advanced = this.#advanced.then(() => this.#timeline.playUntil(this.#timeline.nowMs + ms, pass));
    return this.#advanced;
  }

  #select(selector: Selector): readonly Member[] {
    const names = [...this.#members.keys()];
    const [stranger] = unmatched(selector, names);
    if (stranger !== undefined) throw this.#noMachine(stranger);
    return select(selector, names).flatMap((name) => this.#members.get(name) ?? []);
  }

  #noMachine(name: string): FleetError {
    const names = [...this.#members.keys()];
    const hint = didYouMean(name, names) || (names.length === 0 ? '; there is none at all' : '');
    return new FleetError('ERR_FLEET_NO_MACHINE', `there is no machine '${name}'${hint}`);
  }
}

async function actAlone(member: Member, action: MachineAction): Promise<unknown> {
  if (member.status !== 'ended' || FOR_THE_ENDED.has(action.do)) return act(member, action);
  throw new FleetError('ERR_FLEET_ACTION', `the machine '${member.name}' has ended: start it before`);
}

function makesSense(member: Member, action: MachineAction): boolean {
  if (action.do === 'start') return member.mayStart;
  return member.status !== 'ended' || FOR_THE_ENDED.has(action.do);
}

const FOR_THE_ENDED: ReadonlySet<MachineAction['do']> = new Set(['start', 'remove', 'calls']);

const FLEET_WORDS: ReadonlySet<string> = new Set<FleetWord>(['add', 'advance', 'list', 'shutdown']);

function isFleetAction(action: Action): action is FleetAction {
  return FLEET_WORDS.has(action.do);
}

function isOneName(selector: Selector): boolean {
  return typeof selector === 'string' && !/[*?]/.test(selector);
}
