import type { NicCache } from '../../discover/nic-cache.js';
import type { QemuProcess } from '../../discover/qemu-processes.js';
import { readNamespace } from '../../linux/namespaces.js';
import { TrafficQueues } from '../../linux/traffic-limits.js';
import type { TrafficLimits } from '../../model/net-interface.js';
import type { GuestNic } from '../../model/qemu-sample.js';

/** Shorter than the slow lane's interval: each round of it reads the queues of a namespace once, for all guests in it. */
const SHARED_MS = 30_000;

type ReadQueues = (namespace: string | undefined) => Promise<Pick<TrafficQueues, 'limitsOf'> | undefined>;

/** Keeps the limits of the guests' interfaces, as tc(8) shows them, between two rounds of the slow lane. */
export class TapLimits {
  readonly #procRoot: string;
  readonly #nics: Pick<NicCache, 'match'>;
  readonly #readQueues: ReadQueues;
  readonly #limits = new WeakMap<QemuProcess, ReadonlyMap<string, TrafficLimits>>();
  readonly #queues = new Map<string, { readonly atMs: number; readonly read: ReturnType<ReadQueues> }>();

  /** @param readQueues reads the queues of a namespace */
  constructor(
    procRoot: string,
    nics: Pick<NicCache, 'match'>,
    readQueues: ReadQueues = (namespace) => TrafficQueues.read(namespace),
  ) {
    this.#procRoot = procRoot;
    this.#nics = nics;
    this.#readQueues = readQueues;
  }

  /** The limits of an interface at the last {@link read}. */
  get(process: QemuProcess, name: string): TrafficLimits | undefined {
    return this.#limits.get(process)?.get(name);
  }

  /** Reads the limits of a guest's interfaces. Never rejects: what tc does not show is unknown. */
  async read(process: QemuProcess, reported: readonly GuestNic[] | undefined): Promise<void> {
    const names = this.#nics.match(process, reported).flatMap(({ name }) => name ?? []);
    if (names.length === 0) return;
    const queues = await this.#queuesOf(process).catch(() => undefined);
    const limits = new Map<string, TrafficLimits>();
    for (const name of names) {
      const found = await queues?.limitsOf(name).catch(() => undefined);
      if (found) limits.set(name, found);
    }
    this.#limits.set(process, limits);
  }

  #queuesOf({ pid, netNamespace }: QemuProcess): ReturnType<ReadQueues> {
    const key = netNamespace ?? '';
    const now = performance.now();
    for (const [other, { atMs }] of this.#queues) if (now - atMs >= SHARED_MS) this.#queues.delete(other);
    const known = this.#queues.get(key);
    if (known) return known.read;
    const isOurs =
      netNamespace === undefined || netNamespace === readNamespace(this.#procRoot, 'self', 'net');
    const read = this.#readQueues(isOurs ? undefined : `${this.#procRoot}/${pid}/ns/net`);
    this.#queues.set(key, { atMs: now, read });
    return read;
  }
}
