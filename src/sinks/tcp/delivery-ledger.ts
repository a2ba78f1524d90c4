import type { Backlog } from '../spool/backlog.js';
import type { SpoolPosition } from '../spool/spool.js';

/** In bytes. */
export interface LedgerLimits {
  /** How much is handed out from the backlog at once, unless one text is longer. */
  readonly chunkBytes: number;
  /** How much of what was sent, and may have to be sent again, is in memory alone; the rest goes by the backlog. */
  readonly liveBytes: number;
}

const LIMITS: LedgerLimits = { chunkBytes: 64 * 1024, liveBytes: 8 * 1024 * 1024 };

/** Something that was handed out and may have to be sent again; `end` is in bytes of its connection. */
type Sent =
  /** In memory alone. */
  | { readonly kind: 'live'; readonly end: number; readonly text: Buffer }
  /** In the backlog, up to this place. */
  | { readonly kind: 'kept'; readonly end: number; readonly position: SpoolPosition }
  /** The backlog could not keep it, and has counted it. */
  | { readonly kind: 'lost'; readonly end: number };

/** Counts bytes from the beginning of the connection, its header included. */
interface Connection {
  readonly kind: 'connected';
  handedOutBytes: number;
  /** What the kernel has taken. */
  takenBytes: number;
  /** What had arrived when that was last observed. */
  arrivedBytes: number;
  /** Not settled, oldest first: texts of the backlog before live ones. */
  sent: Sent[];
  liveBytes: number;
}

type State = { readonly kind: 'disconnected' } | Connection;

/**
 * Keeps account of texts on their way to a reader: what was handed out on the connection, what has arrived, what has to
 * be sent again. Does no input or output itself, and has no clock.
 *
 * A text is live (handed out, in memory alone), in the backlog, settled, or lost and counted by the backlog; always one
 * of these. A text that has arrived is settled at the next observation, so only when the connection has stood since.
 * After a break every text that is neither settled nor lost is handed out again, in order, before any newer one.
 */
export class DeliveryLedger {
  readonly #backlog: Backlog;
  readonly #limits: LedgerLimits;
  #state: State = { kind: 'disconnected' };

  constructor(backlog: Backlog, limits = LIMITS) {
    this.#backlog = backlog;
    this.#limits = limits;
  }

  /** What was handed out on this connection, its header included; 0 without one. */
  get handedOutBytes(): number {
    return this.#state.kind === 'connected' ? this.#state.handedOutBytes : 0;
  }

  /** Whether the kernel has taken all there is. */
  get isAllTaken(): boolean {
    return this.#state.kind === 'connected' && isIdle(this.#state) && this.#backlog.isRead;
  }

  /** Whether nothing that was handed out on this connection awaits settlement. */
  get isSettled(): boolean {
    return this.#state.kind === 'disconnected' || this.#state.sent.length === 0;
  }

  /** Begins a connection. @param headerBytes of what goes out on it before any text */
  connect(headerBytes: number): void {
    this.disconnect();
    this.#state = {
      kind: 'connected',
      handedOutBytes: headerBytes,
      takenBytes: 0,
      arrivedBytes: 0,
      sent: [],
      liveBytes: 0,
    };
  }

  /** The connection is no more. Live texts move to the backlog. */
  disconnect(): void {
    if (this.#state.kind === 'disconnected') return;
    this.#keepLive(this.#state);
    this.#state = { kind: 'disconnected' };
    this.#backlog.rewind();
  }

  /**
   * Takes a new text.
   *
   * @returns the text when it is to be sent at once: the kernel has taken everything before it; else `undefined`, and
   *   {@link next} hands it out in its turn
   */
  accept(text: Buffer): Buffer | undefined {
    if (this.#state.kind === 'connected') {
      if (this.#mayBeLive(this.#state, text)) return this.#handOutLive(this.#state, text);
      // What was sent before it may have to be sent again before it.
      this.#keepLive(this.#state);
    }
    this.#backlog.append(text);
    return undefined;
  }

  /** What is to be sent next of the backlog; `undefined` while the kernel has not taken what was handed out. */
  next(): Buffer | undefined {
    if (this.#state.kind === 'disconnected' || !isIdle(this.#state)) return undefined;
    const chunk = this.#backlog.read(this.#limits.chunkBytes);
    if (chunk === undefined) return undefined;
    this.#state.handedOutBytes += chunk.bytes.length;
    this.#state.sent.push({ kind: 'kept', end: this.#state.handedOutBytes, position: chunk.position });
    return chunk.bytes;
  }

  /** The kernel has taken so many bytes more of this connection; the header counts. */
  take(bytes: number): void {
    if (this.#state.kind === 'connected') this.#state.takenBytes += bytes;
  }

  /** Settles what had arrived at the observation before. @param arrivedBytes what has arrived now of this connection */
  observe(arrivedBytes: number): void {
    if (this.#state.kind === 'disconnected') return;
    this.#settle(this.#state, this.#state.arrivedBytes);
    this.#state.arrivedBytes = arrivedBytes;
  }

  /** Settles everything that was handed out: its reader has acknowledged it. */
  settleAll(): void {
    if (this.#state.kind === 'connected') this.#settle(this.#state, this.#state.handedOutBytes);
  }

  #mayBeLive(connection: Connection, text: Buffer): boolean {
    const isInTurn = isIdle(connection) && this.#backlog.isRead;
    return isInTurn && connection.liveBytes + text.length <= this.#limits.liveBytes;
  }

  #handOutLive(connection: Connection, text: Buffer): Buffer {
    connection.handedOutBytes += text.length;
    connection.liveBytes += text.length;
    connection.sent.push({ kind: 'live', end: connection.handedOutBytes, text });
    return text;
  }

  /** Moves live texts to the backlog, as read: they were handed out already. */
  #keepLive(connection: Connection): void {
    if (connection.liveBytes === 0) return;
    connection.sent = connection.sent.map((sent) => (sent.kind === 'live' ? this.#keep(sent) : sent));
    connection.liveBytes = 0;
    this.#backlog.skip();
  }

  #keep({ end, text }: Sent & { readonly kind: 'live' }): Sent {
    const position = this.#backlog.append(text);
    return position ? { kind: 'kept', end, position } : { kind: 'lost', end };
  }

  #settle(connection: Connection, upTo: number): void {
    const count = connection.sent.findIndex(({ end }) => end > upTo);
    const settled = connection.sent.splice(0, count < 0 ? connection.sent.length : count);
    for (const sent of settled) if (sent.kind === 'live') connection.liveBytes -= sent.text.length;
    const last = settled.findLast((sent) => sent.kind === 'kept');
    if (last) this.#backlog.settle(last.position);
  }
}

/** Whether the kernel has taken all that was handed out: for a slow reader it does not. */
function isIdle({ takenBytes, handedOutBytes }: Connection): boolean {
  return takenBytes === handedOutBytes;
}
