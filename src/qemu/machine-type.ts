import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asRecords, asString } from '../support/decode.js';
import { readProperty } from './property.js';

/** The type of a machine. */
export interface MachineType {
  /** E.g. `pc-q35-7.2`. */
  readonly name: string;
  /** Whether a later QEMU will not have it any more; `undefined` when this QEMU does not tell. */
  readonly isDeprecated: boolean | undefined;
}

/** The end of the QOM type of every machine. */
const SUFFIX = '-machine';

/** Reads the type of the machine: qom-get /machine type, query-machines. */
export async function readMachineType(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<MachineType | undefined> {
  const [type, machines] = await Promise.all([
    readProperty(qmp, '/machine', 'type', options),
    qmp.execute('query-machines', undefined, options),
  ]);
  const name = asString(type)?.replace(new RegExp(`${SUFFIX}$`), '');
  if (name === undefined) return undefined;
  const known = asRecords(machines).find((machine) => machine.name === name || machine.alias === name);
  return { name, isDeprecated: asBoolean(known?.deprecated) };
}
