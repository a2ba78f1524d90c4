import type { Machine } from '../machine/machine.js';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { blockLookups } from './block-lookups.js';
import { doing, type Handlers, text } from './handler.js';
import { snapshotHandlers } from './snapshot-answers.js';

export const transactionHandlers: Handlers = { transaction: doing(performAll) };

const ACTIONS: Handlers = { ...blockLookups, ...snapshotHandlers };

/** Performs its actions in order, up to the first that fails. */
function performAll(machine: Machine, args: JsonObject): void {
  const { actions } = args;
  if (!Array.isArray(actions)) return;
  for (const action of actions.filter((candidate: Json) => isJsonObject(candidate))) {
    const type = text(action, 'type') ?? '';
    if (type === 'abort') throw new QmpError('Transaction aborted using Abort action');
    const data = isJsonObject(action.data) ? action.data : {};
    const perform = Object.hasOwn(ACTIONS, type) ? ACTIONS[type] : undefined;
    perform?.(machine, data);
  }
}
