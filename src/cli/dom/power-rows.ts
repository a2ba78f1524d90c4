import { flag } from '../typed-option.js';
import { controlVerb, type Verb } from './verb.js';

const power = () => import('./power-verbs.js');

/** The verbs that start, stop and reset a guest. */
export const POWER_VERBS: readonly Verb[] = [
  controlVerb({
    name: 'suspend',
    about: 'stop the guest until it is resumed',
    options: {},
    load: async () => (await power()).suspend,
  }),
  controlVerb({
    name: 'resume',
    about: 'let a guest run that was stopped',
    options: { force: flag('--force', 'also after a migration, where it may run elsewhere') },
    load: async () => (await power()).resume,
  }),
  controlVerb({
    name: 'reset',
    about: 'reset the machine at once, as its reset button does',
    options: {},
    load: async () => (await power()).reset,
  }),
];
