import type { Actions } from '../machine/actions.js';
import type { Machine } from '../machine/machine.js';
import { isAtLeast } from '../qapi/versions.js';
import type { Json } from '../wire/json.js';
import { doing, type Handlers, text } from './handler.js';

export const runStateHandlers: Handlers = {
  'query-status': queryStatus,
  stop: doing((machine) => machine.stop()),
  cont: doing((machine) => machine.cont()),
  system_reset: doing((machine) => machine.reset()),
  system_powerdown: doing((machine) => machine.powerDown()),
  system_wakeup: doing((machine) => machine.wakeUp()),
  quit: doing((machine) => machine.quit()),
  'set-action': doing((machine, args) => setActions(machine, args as Partial<Actions>)),
  'watchdog-set-action': doing((machine, args) => {
    setActions(machine, { watchdog: text(args, 'action') as Actions['watchdog'] });
  }),
};

function queryStatus(machine: Machine): Json {
  const running = machine.status === 'running';
  const singlestep = isAtLeast(machine.version, '9.0') ? undefined : false;
  return { running, singlestep, status: machine.status };
}

/** The introspection has checked the values. */
function setActions(machine: Machine, actions: Partial<Actions>): void {
  machine.actions = { ...machine.actions, ...actions };
}
