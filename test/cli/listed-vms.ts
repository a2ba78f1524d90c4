import type { TableCommand } from '../../src/cli/table-command.js';
import { VM_COLUMNS, type Vm } from '../formats/table/vms.js';

/** A command that lists VMs, and what it was asked. */
export function listVms(...rounds: readonly (readonly Vm[] | Error)[]) {
  const asked: boolean[] = [];
  const command: TableCommand<Vm> = {
    loadTable: async () => ({
      columns: VM_COLUMNS.filter(({ name }) => ['name', 'state', 'cpu'].includes(name)),
      wide: ['cpu'],
      notesOf: ({ name, state }) => (state === undefined ? [{ name, text: 'does not answer' }] : []),
    }),
    ask: async (_, isLater) => {
      const round = rounds[Math.min(asked.length, rounds.length - 1)] ?? [];
      asked.push(isLater);
      if (round instanceof Error) throw round;
      return { items: round, warnings: [] };
    },
    encodeJson: ({ items, warnings }) => `${JSON.stringify({ items, warnings })}\n`,
    hasAnswered: ({ state }) => state !== undefined,
    whenEmpty: 'There are no VMs.',
  };
  return { command, asked };
}
