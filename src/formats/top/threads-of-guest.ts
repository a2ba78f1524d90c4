import type { ThreadSample } from '../../model/linux-sample.js';
import type { ThreadRates } from '../../model/rates.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { sumOfKnown } from './figures.js';

/** What runs in a QEMU: a vCPU, an iothread, or all the other threads together. */
export interface GuestThread {
  /** `vcpu 0`, `iothread io0`, `emulator`; `all` while QEMU has not reported which of its threads are vCPUs. */
  readonly label: string;
  /** In QEMU's own pid namespace; `undefined` for several threads. */
  readonly id: number | undefined;
  /** As Linux names it; how many there are, for several. */
  readonly name: string | undefined;
  /** The state letter of proc_pid_stat(5); of several, the one that matters most. */
  readonly state: string | undefined;
  readonly runRatio: number | undefined;
  readonly waitRatio: number | undefined;
  /** On a CPU since its start. */
  readonly runNanoseconds: number | undefined;
}

/** The threads of a guest: vCPUs, iothreads, and the rest of QEMU. While it does not answer, its last answer tells which they are. */
export function threadsOfGuest(guest: GuestSnapshot): readonly GuestThread[] {
  const { vcpus, iothreads = [] } = guest.qemu ?? guest.lastGood?.qemu ?? {};
  const threads = new Map(guest.linux?.threads.map((thread) => [thread.id, thread]));
  const rates = new Map(guest.rates?.threads?.map((thread) => [thread.id, thread]));
  // With TCG in a single thread, the vCPUs share it: it counts as that of the first one.
  const take = (label: string, id: number): GuestThread => {
    const thread = threads.get(id);
    threads.delete(id);
    return { label, id, ...figuresOf(thread, thread && rates.get(id)) };
  };
  const known = [
    ...(vcpus ?? []).map(({ index, threadId }) => take(`vcpu ${index}`, threadId)),
    ...iothreads.map(({ id, threadId }) => take(`iothread ${id}`, threadId)),
  ];
  const rest = [...threads.values()];
  if (rest.length === 0) return known;
  return [...known, together(vcpus === undefined ? 'all' : 'emulator', rest, rates)];
}

type Figures = Omit<GuestThread, 'label' | 'id'>;

function figuresOf(thread: ThreadSample | undefined, rates: ThreadRates | undefined): Figures {
  return {
    name: thread?.name,
    state: thread?.state,
    runRatio: rates?.runRatio,
    waitRatio: rates?.waitRatio,
    runNanoseconds: thread?.runNanoseconds,
  };
}

/** Stuck in the kernel, stopped, ended, running: what is worth to be seen first. */
const STATES = ['D', 'T', 't', 'Z', 'R'];

function together(
  label: string,
  threads: readonly ThreadSample[],
  rates: ReadonlyMap<number, ThreadRates>,
): GuestThread {
  const sum = (of: 'runRatio' | 'waitRatio') => sumOfKnown(threads.map(({ id }) => rates.get(id)?.[of]));
  const letters = threads.map(({ state }) => state);
  return {
    label,
    id: undefined,
    name: threads.length === 1 ? threads[0]?.name : `${threads.length} threads`,
    state: STATES.find((letter) => letters.includes(letter)) ?? letters[0],
    runRatio: sum('runRatio'),
    waitRatio: sum('waitRatio'),
    runNanoseconds: sumOfKnown(threads.map(({ runNanoseconds }) => runNanoseconds)),
  };
}
