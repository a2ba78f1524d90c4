import type { Machine } from '../machine/machine.js';
import { qomGet } from '../machine/qom.js';
import { qomTree } from '../machine/qom-tree.js';
import { backendTypeOf } from '../machine/qom-types.js';
import { QmpError } from '../wire/qmp-error.js';
import { doing, type Handlers, text } from './handler.js';

/** Only vhost-user-blk can synchronise its configuration, and the machine has none. */
export const deviceSyncConfig: Handlers = {
  'device-sync-config': doing((machine, args) => {
    const id = text(args, 'id') ?? '';
    const type = typeAt(machine, id.startsWith('/') ? id : `/machine/peripheral/${id}`);
    if (type === undefined) throw new QmpError(`Device '${id}' not found`);
    throw new QmpError(`device-sync-config is not supported for '${backendTypeOf(type) ?? type}'`);
  }),
};

function typeAt(machine: Machine, path: string): string | undefined {
  try {
    return String(qomGet(qomTree(machine), path, 'type'));
  } catch (error) {
    if (error instanceof QmpError) return undefined;
    throw error;
  }
}
