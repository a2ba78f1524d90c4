import type { Machine } from '../machine/machine.js';
import type { Json } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { doing, type Handlers, integer } from './handler.js';

export const balloonHandlers: Handlers = {
  'query-balloon': queryBalloon,
  balloon: doing((machine, args) => {
    needBalloon(machine);
    machine.balloon.resize(integer(args, 'value') ?? 0n);
  }),
};

function queryBalloon(machine: Machine): Json {
  needBalloon(machine);
  return { actual: machine.balloon.actualBytes };
}

function needBalloon(machine: Machine): void {
  if (machine.balloonKind !== 'none') return;
  throw new QmpError('No balloon device has been activated', 'DeviceNotActive');
}
