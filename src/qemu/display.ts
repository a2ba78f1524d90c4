import type { Display } from '../model/qemu-sample.js';
import { CommandError } from '../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asString, type UnknownRecord } from '../support/decode.js';

/** Which display servers a machine may have. */
export interface DisplayKinds {
  readonly vnc: boolean;
  readonly spice: boolean;
}

/** Reads where the guest's screen is shown: query-vnc, else query-spice; null when it is not shown. */
export async function readDisplay(
  qmp: QemuExecutor,
  kinds: DisplayKinds,
  options?: ExecuteOptions,
): Promise<Display | null> {
  const [vnc, spice] = await Promise.all([
    kinds.vnc ? readServer(qmp, 'query-vnc', options) : undefined,
    kinds.spice ? readServer(qmp, 'query-spice', options) : undefined,
  ]);
  if (vnc?.enabled === true) return display('vnc', asString(vnc.host), asString(vnc.service));
  if (spice?.enabled === true) {
    const port = asCount(spice.port) ?? asCount(spice['tls-port']);
    return display('spice', asString(spice.host), port?.toString());
  }
  return null;
}

/** `undefined` when QEMU was built without the server, and so lacks the command. */
async function readServer(
  qmp: QemuExecutor,
  command: 'query-vnc' | 'query-spice',
  options?: ExecuteOptions,
): Promise<UnknownRecord | undefined> {
  try {
    return asRecord(await qmp.execute(command, undefined, options));
  } catch (error) {
    if (error instanceof CommandError && error.class === 'CommandNotFound') return undefined;
    throw error;
  }
}

function display(type: Display['type'], host: string | undefined, port: string | undefined): Display | null {
  if (host === undefined) return null;
  if (!port) return { type, address: host };
  return { type, address: `${host.includes(':') ? `[${host}]` : host}:${port}` };
}
