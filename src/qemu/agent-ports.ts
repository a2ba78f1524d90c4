import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { readDevices } from './devices.js';
import { readProperty } from './property.js';

/** The name under which a guest agent looks for its port. */
const AGENT = 'org.qemu.guest_agent.0';

/** Reads the ids of the serial ports of the guest agent: QOM. */
export async function readAgentPorts(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<ReadonlySet<string>> {
  const ports = (await readDevices(qmp, false, options)).filter(({ type }) => type === 'virtserialport');
  const names = await Promise.all(ports.map(({ path }) => readProperty(qmp, path, 'name', options)));
  return new Set(ports.flatMap(({ id }, at) => (names[at] === AGENT && id !== undefined ? [id] : [])));
}
