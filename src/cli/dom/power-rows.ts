import { KEY_CODE_SETS } from '../../domain/power/key-codes.js';
import { LIFECYCLE_ACTIONS, LIFECYCLE_TYPES } from '../../domain/power/lifecycle-action.js';
import { SLEEP_TARGETS } from '../../domain/power/pm-suspend.js';
import { POWER_MODES, type PowerMode } from '../../domain/power/shutdown-by-agent.js';
import { flag, option, requiredOption } from '../typed-option.js';
import { parseCount, UsageError, wordOf } from '../usage.js';
import { readSecret } from './secret-input.js';
import { controlVerb, type Verb } from './verb.js';

const power = () => import('./power-verbs.js');
const machine = () => import('./machine-verbs.js');

const MODE = {
  mode: option(
    '--mode <mode>',
    'who is asked: acpi, its power button, agent, or the agent and else the button',
    {
      parse: parseMode,
      default: 'both' as const,
    },
  ),
};

/** SEV's firmware takes 16 KiB, which base64 makes a third longer. */
const MAX_LAUNCH_SECRET_BYTES = 32 * 1024;

/** virsh takes a list. */
function parseMode(text: string): PowerMode {
  const isBoth = ['acpi,agent', 'agent,acpi'].includes(text);
  return isBoth ? 'both' : wordOf('mode', POWER_MODES)(text);
}

/** An address in the memory of the guest, such as 0x7f000. */
function parseAddress(text: string): bigint {
  if (/^(?:0x[0-9a-f]{1,16}|\d{1,20})$/i.test(text)) return BigInt(text);
  throw new UsageError(`'${text}' is not a valid address: expected a number, such as 0x7f000`);
}

/** The verbs that start, stop and reset a guest, press its keys, and say what becomes of it. */
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
    name: 'shutdown',
    about: 'shut the guest down in order, and wait until it has done so',
    options: MODE,
    load: async () => (await power()).shutdown,
  }),
  controlVerb({
    name: 'reboot',
    about: 'boot the guest anew, in order',
    options: MODE,
    load: async () => (await power()).reboot,
  }),
  controlVerb({
    name: 'reset',
    about: 'reset the machine at once, as its reset button does',
    options: {},
    load: async () => (await power()).reset,
  }),
  controlVerb({
    name: 'destroy',
    about: 'end the guest at once, as pulling its plug does',
    options: {
      graceful: flag('--graceful', 'fail where its QEMU does not end by itself, and never kill it'),
    },
    mayBeSilent: true,
    load: async () => (await power()).destroy,
  }),
  controlVerb({
    name: 'dompmsuspend',
    about: 'have the guest sleep, by its agent',
    words: ['<target>'],
    options: {},
    check: ([target = '']) => void wordOf('target', SLEEP_TARGETS)(target),
    load: async () => (await power()).dompmsuspend,
  }),
  controlVerb({
    name: 'dompmwakeup',
    about: 'wake up a guest that sleeps',
    options: {},
    load: async () => (await power()).dompmwakeup,
  }),
  controlVerb({
    name: 'set-lifecycle-action',
    about: 'set what QEMU does when the guest shuts down, resets or crashes',
    words: ['<type>', '<action>'],
    options: {},
    check: ([type = '', action = '']) => {
      wordOf('type', LIFECYCLE_TYPES)(type);
      wordOf('action', LIFECYCLE_ACTIONS)(action);
    },
    load: async () => (await machine()).setLifecycleAction,
  }),
  controlVerb({
    name: 'autostart',
    about: 'have the guest start with the host, by its systemd unit',
    options: { disable: flag('--disable', 'or not') },
    load: async () => (await machine()).autostart,
  }),
  controlVerb({
    name: 'inject-nmi',
    about: 'inject a non-maskable interrupt into the guest',
    options: {},
    load: async () => (await machine()).injectNmi,
  }),
  controlVerb({
    name: 'send-key',
    about: 'press keys of the guest together, and release them',
    words: ['<keycode...>'],
    options: {
      codeset: option('--codeset <set>', 'what a number means: linux, xt, qnum, or qcode for names alone', {
        parse: wordOf('code set', KEY_CODE_SETS),
        default: 'linux' as const,
      }),
      holdtime: option('--holdtime <milliseconds>', 'how long the keys are held', {
        parse: parseCount,
        shown: '100',
      }),
    },
    load: async () => (await machine()).sendKey,
  }),
  controlVerb({
    name: 'domsetlaunchsecstate',
    about: 'hand a secret to a guest that AMD SEV protects, before it starts',
    options: {
      secrethdr: requiredOption('--secrethdr <file>', 'a file with the header of the secret, in base64'),
      secret: requiredOption('--secret <file>', 'a file with the secret, in base64'),
      setAddress: option('--set-address <address>', 'where in its memory', {
        parse: parseAddress,
        shown: 'where its firmware says',
      }),
    },
    example: 'web --secrethdr h --secret s',
    prepare: async (_words, { secrethdr, secret }, context) => {
      const read = async (file: string, what: string) => {
        const text = await readSecret({ file, what, maxBytes: MAX_LAUNCH_SECRET_BYTES }, context);
        return text.encoded((base64) => base64.trim());
      };
      const header = await read(secrethdr, 'the header of the secret');
      return { header, sealed: await read(secret, 'the secret') };
    },
    load: async () => (await machine()).domsetlaunchsecstate,
  }),
];
