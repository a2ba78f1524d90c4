import type { ConnectOptions } from '../listen/connector.js';
import { type ListenOptions, startOneClientServer } from '../listen/one-client-server.js';
import type { JsonObject } from '../wire/json.js';
import type { FaultKind } from './fault-table.js';
import { Session, type SessionContext } from './session.js';

/** The options of one monitor. */
export interface MonitorOptions extends ListenOptions, ConnectOptions {
  /** Prints messages over several lines, as a monitor with `pretty=on` (default: false). */
  readonly pretty?: boolean;
  /** The id of its chardev, as query-chardev reports it (default: as QEMU numbers those of `-qmp`). */
  readonly chardev?: string;
}

/** One of a machine's monitors: its socket and its client. */
export interface Monitor {
  /** `unix:/path`, `tcp:127.0.0.1:port` or `ws://127.0.0.1:port/` */
  readonly address: string;
  /** The path of the UNIX socket; undefined on TCP. */
  readonly path: string | undefined;
  readonly hasClient: boolean;
  /** Sends an event to the client, if it has negotiated. */
  sendEvent(event: JsonObject): void;
  /** Sends bytes to the client at once, without waiting for output that a fault delays. */
  sendRaw(bytes: Uint8Array | string): void;
  /** Called when a fault of this kind has been activated. */
  onFault(kind: FaultKind): void;
  /** See {@link OneClientServer.die}. */
  die(): void;
  close(): Promise<void>;
}

/** @throws {MockError} when it cannot listen on the address */
export async function startMonitor(
  options: MonitorOptions,
  shared: Omit<SessionContext, 'pretty'>,
): Promise<Monitor> {
  const { faults, closing } = shared;
  let session: Session | undefined;
  let failure: unknown;
  const server = await startOneClientServer(options, async (stream) => {
    session = new Session(stream, { ...shared, pretty: options.pretty ?? false });
    await session.run().finally(() => {
      session = undefined;
    });
  });
  const refuse = async () => {
    server.refuse();
    while (faults.has('refuse')) await faults.healed('refuse');
    if (!closing.aborted) await server.accept();
  };
  let refusing: Promise<void> | undefined;
  const onFault = (kind: FaultKind) => {
    session?.onFault(kind);
    if (kind !== 'refuse') return;
    refusing ??= refuse()
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => {
        refusing = undefined;
      });
  };
  if (faults.has('refuse')) onFault('refuse');
  return {
    address: server.address,
    path: server.path,
    get hasClient() {
      return session !== undefined;
    },
    sendEvent: (event) => session?.sendEvent(event),
    sendRaw: (bytes) => session?.sendRaw(bytes),
    onFault,
    die: () => server.die(),
    close: async () => {
      await server.close();
      await refusing;
      if (failure !== undefined) throw failure;
    },
  };
}
