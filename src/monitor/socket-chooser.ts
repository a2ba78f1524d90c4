import type { MonitorSocket, Target } from '../discover/target.js';
import { type ChooseOptions, chooseSocket, type SocketObstacle } from './choose-socket.js';
import { findHolder } from './find-holder.js';
import type { MonitorContext } from './monitor-options.js';
import { probeSocket, servedInodes } from './probe.js';

/** Chooses among the sockets of one QEMU, over any number of connections. */
export class SocketChooser {
  /** The socket that was connected to last: it is chosen again while it is free. */
  last: MonitorSocket | undefined;
  readonly #target: Target;
  readonly #context: MonitorContext;
  readonly #disowned = new Set<MonitorSocket>();
  #holder: { readonly inode: number; readonly who: string | undefined } | undefined;

  constructor(target: Target, context: MonitorContext) {
    this.#target = target;
    this.#context = context;
  }

  /** The sockets to choose from: those that have not been disowned. */
  get candidates(): readonly MonitorSocket[] {
    return this.#target.monitors.filter((socket) => !this.#disowned.has(socket));
  }

  /** As {@link chooseSocket} among the {@link candidates}; of a busy socket it also finds out who holds it. */
  async choose(
    options: Omit<ChooseOptions, 'procRoot' | 'tables' | 'preferred'>,
  ): Promise<MonitorSocket | SocketObstacle | undefined> {
    const { settings, tables } = this.#context;
    const passed = new Set([...this.#disowned, ...(options.passed ?? [])]);
    const shared = { procRoot: settings.procRoot, tables, preferred: this.last, passed };
    const chosen = await chooseSocket(this.#target, { ...options, ...shared });
    if (chosen === undefined || 'address' in chosen || chosen.probe !== 'busy') return chosen;
    return { ...chosen, holder: await this.#findHolder(chosen.socket) };
  }

  /** Whether /proc shows another socket than this one to be free. */
  isOtherFree(socket: MonitorSocket): boolean {
    const others = this.#target.monitors.filter((other) => other !== socket);
    if (others.length === 0) return false;
    const { settings, tables } = this.#context;
    const seen = tables.get();
    return others.some((other) => probeSocket(settings.procRoot, this.#target, other, seen) === 'free');
  }

  /** Records that a socket leads to another QEMU: it is passed over as long as there is one that does not. */
  disown(socket: MonitorSocket): void {
    this.#disowned.add(socket);
    if (this.#disowned.size === this.#target.monitors.length) this.#disowned.clear();
  }

  /** Looked up once for each client: the kernel lists the open files of all processes for it. */
  async #findHolder(socket: MonitorSocket): Promise<string | undefined> {
    const { settings, tables } = this.#context;
    const seen = tables.get();
    const [inode] = servedInodes(settings.procRoot, this.#target, socket, seen);
    if (inode === undefined) return undefined;
    if (this.#holder?.inode !== inode) {
      const who = await findHolder(settings.procRoot, this.#target, socket, inode, seen);
      this.#holder = { inode, who };
    }
    return this.#holder.who;
  }
}
