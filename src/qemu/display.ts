import type { Display, DisplayServer } from '../model/qemu-sample.js';
import { CommandError } from '../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asRecords, asString, type UnknownRecord } from '../support/decode.js';

/** Which display servers a machine may have. */
export interface DisplayKinds {
  readonly vnc: boolean;
  readonly spice: boolean;
}

/** Reads where the guest's screen is shown: query-vnc-servers and query-spice; null when it is not shown. */
export async function readDisplay(
  qmp: QemuExecutor,
  kinds: DisplayKinds,
  options?: ExecuteOptions,
): Promise<Display | null> {
  const [vnc, spice] = await Promise.all([
    kinds.vnc ? ask(qmp, 'query-vnc-servers', options) : undefined,
    kinds.spice ? ask(qmp, 'query-spice', options) : undefined,
  ]);
  const servers = [...decodeVnc(vnc), ...decodeSpice(asRecord(spice))];
  const main = servers.find(({ isWebsocket }) => !isWebsocket) ?? servers[0];
  return main === undefined ? null : { type: main.type, address: main.address, servers };
}

/** `undefined` when QEMU was built without the server, and so lacks the command. */
async function ask(
  qmp: QemuExecutor,
  command: 'query-vnc-servers' | 'query-spice',
  options?: ExecuteOptions,
): Promise<unknown> {
  try {
    return await qmp.execute(command, undefined, options);
  } catch (error) {
    if (error instanceof CommandError && error.class === 'CommandNotFound') return undefined;
    throw error;
  }
}

/** Lists the displays in the order of the command line: QEMU lists them, and the addresses of each, backwards. */
function decodeVnc(reply: unknown): readonly DisplayServer[] {
  return asRecords(reply)
    .toReversed()
    .flatMap((display) => {
      const id = asString(display.id);
      // A websocket has the TLS of its display, and reports the authentication inside of it.
      const isTls = TLS.has(asString(display.auth) ?? '');
      return asRecords(display.server)
        .toReversed()
        .flatMap((server): readonly DisplayServer[] => {
          const address = addressOf(asString(server.host), asString(server.service));
          if (address === undefined) return [];
          return [{ type: 'vnc', id, address, isWebsocket: server.websocket === true, isTls }];
        });
    });
}

const TLS: ReadonlySet<string> = new Set(['vencrypt', 'tls', 'sasl+tls']);

function decodeSpice(spice: UnknownRecord | undefined): readonly DisplayServer[] {
  if (spice?.enabled !== true) return [];
  const host = asString(spice.host);
  const [port, tlsPort] = [asCount(spice.port), asCount(spice['tls-port'])];
  const ports =
    port === undefined && tlsPort === undefined
      ? // A unix socket: the host is its path.
        [{ port: undefined, isTls: false }]
      : [
          { port, isTls: false },
          { port: tlsPort, isTls: true },
        ].filter((server) => server.port !== undefined);
  return ports.flatMap(({ port, isTls }): readonly DisplayServer[] => {
    const address = addressOf(host, port?.toString());
    return address === undefined
      ? []
      : [{ type: 'spice', id: undefined, address, isWebsocket: false, isTls }];
  });
}

/** VNC on a unix socket has an empty host, and the path as its service; SPICE has the path as its host, and no port. */
function addressOf(host: string | undefined, service: string | undefined): string | undefined {
  if (!host || !service) return service || host || undefined;
  return `${host.includes(':') ? `[${host}]` : host}:${service}`;
}
