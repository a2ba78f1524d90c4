import { option } from '../typed-option.js';
import { parseDurationOption, UsageError } from '../usage.js';
import { controlVerb, type Verb } from './verb.js';

const console = () => import('./console-verbs.js');

/** The verbs that connect to a console or channel of the guest. */
export const CONSOLE_VERBS: readonly Verb[] = [
  controlVerb({
    name: 'console',
    about: 'connect this terminal to a console of the guest; Ctrl+] leaves it',
    options: {
      devname: option('--devname <label>', 'its character device, such as serial0, or the id of its device', {
        shown: 'the first that can be opened',
      }),
    },
    prepare: async (_words, _options, { terminal }) => {
      if (terminal?.input !== undefined) return {};
      throw new UsageError("console needs a terminal: for scripts there is 'qgauge dom channel'");
    },
    load: async () => (await console()).consoleVerb,
  }),
  controlVerb({
    name: 'channel',
    about: 'connect standard input and output to a channel of virtio-serial',
    words: ['<channel>'],
    options: {
      /** Seconds. */
      wait: option('--wait <duration>', 'receive for this time after the end of standard input', {
        parse: parseDurationOption,
        default: 1,
        shown: '1s',
      }),
    },
    load: async () => (await console()).channel,
  }),
];
