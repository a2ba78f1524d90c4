import type { Declare } from '../command-line.js';
import { declareBalloonWatch } from './declare-watch.js';

export const declareBalloon: Declare = (program, context, end) => {
  const balloon = program
    .command('balloon')
    .description('see, explain, exercise and certify balloon drivers');
  declareBalloonWatch(balloon, context, end);
};
