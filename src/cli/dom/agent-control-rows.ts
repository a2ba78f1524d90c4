import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { untilAborted } from '../../support/deadline.js';
import { explainErrno } from '../../support/explain-errno.js';
import { append } from '../shared-options.js';
import { flag, option } from '../typed-option.js';
import { parseDurationOption, parseSizeOption, UsageError } from '../usage.js';
import { readSecret } from './secret-input.js';
import { controlVerb, type Verb } from './verb.js';

const agent = () => import('./agent-control-verbs.js');

/** Running programs in the guest is permitted by itself. */
const GUEST_EXEC = flag(
  '--guest-exec',
  'allow a program to run in the guest, as the user of its agent; required',
);

/** The verbs that change the guest by its agent. */
export const AGENT_CONTROL_VERBS: readonly Verb[] = [
  controlVerb({
    name: 'domfsfreeze',
    about: 'stop what writes to the file systems of the guest, until they are thawed',
    words: ['[mountpoint...]'],
    options: {
      /** Seconds. */
      limit: option('--limit <duration>', 'thaw them after this time in any case', {
        parse: parseDurationOption,
        shown: '60s',
      }),
    },
    load: async () => (await agent()).domfsfreeze,
  }),
  controlVerb({
    name: 'domfsthaw',
    about: 'let the guest write to its file systems again',
    options: {},
    load: async () => (await agent()).domfsthaw,
  }),
  controlVerb({
    name: 'domfstrim',
    about: 'have the guest tell its disks which blocks are free',
    options: {
      minimum: option('--minimum <bytes>', 'leave out free ranges that are shorter, such as 1M', {
        parse: (given: string) => (/^\d+$/.test(given) ? Number(given) : parseSizeOption(given)),
      }),
    },
    load: async () => (await agent()).domfstrim,
  }),
  controlVerb({
    name: 'set-user-password',
    about: 'set the password of a user of the guest; it is asked for',
    words: ['<user>'],
    options: {
      passwordFile: option('--password-file <file>', 'read it from this file', {
        shown: 'asked for at a terminal, else standard input',
      }),
      encrypted: flag('--encrypted', 'it is encrypted already, as crypt(3) does it'),
    },
    prepare: async ([user], { passwordFile }, context) => {
      const what = `the new password of ${user}`;
      return { password: await readSecret({ file: passwordFile, what }, context) };
    },
    load: async () => (await agent()).setUserPassword,
  }),
  controlVerb({
    name: 'set-user-sshkeys',
    about: 'add keys to those that let a user of the guest log in by SSH',
    words: ['<user>'],
    options: {
      file: option('--file <file>', 'the keys, a line each; - is standard input'),
      reset: flag('--reset', 'put them in the place of those that are there'),
      remove: flag('--remove', 'remove them').conflicts(['reset']),
    },
    example: 'web root --file ~/.ssh/id_ed25519.pub',
    check: (_, { file, reset }) => {
      if (file === undefined && !reset)
        throw new UsageError('set-user-sshkeys takes the keys from --file; --reset alone removes all');
    },
    prepare: async (_, { file }, { signal }) => ({
      keys: file === undefined ? [] : keysIn(await readKeys(file, signal)),
    }),
    load: async () => (await agent()).setUserSshkeys,
  }),
  controlVerb({
    name: 'exec',
    about: 'run a program in the guest, by its agent, and end with its status',
    words: ['<program>', '[argument...]'],
    options: {
      guestExec: GUEST_EXEC,
      stdin: flag('--stdin', 'give it standard input, up to 1 MiB'),
      env: option('--env <NAME=value>', 'a variable of its environment, which is empty then; repeatable', {
        parse: append,
      }),
    },
    example: 'web --guest-exec -- uname -a',
    exitStatus: { 0: 'the program has ended with 0; another status may be its own' },
    check: (_, options) => checkExec('exec', options),
    prepare: async (_, { stdin }, { signal }) => ({
      input: stdin ? await untilAborted(readInput(), signal) : undefined,
    }),
    load: async () => (await agent()).exec,
  }),
  controlVerb({
    name: 'send-process-signal',
    about: 'signal a process of the guest, by kill in the guest',
    words: ['<pid>', '<signal>'],
    options: { guestExec: GUEST_EXEC },
    example: 'web 417 term --guest-exec',
    check: ([pid = ''], options) => {
      checkExec('send-process-signal', options);
      if (!/^\d+$/.test(pid)) throw new UsageError(`'${pid}' is not a pid`);
    },
    load: async () => (await agent()).sendProcessSignal,
  }),
];

/** Where nothing is allowed at all, the usual refusal says more. */
function checkExec(verb: string, { guestExec, ...others }: { readonly guestExec?: boolean }): void {
  const { control, dryRun } = others as { readonly control?: boolean; readonly dryRun?: boolean };
  if (guestExec || dryRun || !control) return;
  throw new UsageError(`${verb} runs a program in the guest: add --guest-exec to do it`);
}

const MAX_INPUT_BYTES = 1024 * 1024;

async function readInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes > MAX_INPUT_BYTES) throw new UsageError(`--stdin: more than ${MAX_INPUT_BYTES} bytes`);
  }
  return Buffer.concat(chunks);
}

async function readKeys(file: string, signal: AbortSignal): Promise<string> {
  try {
    return await untilAborted(file === '-' ? text(process.stdin) : readFile(file, 'utf8'), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new UsageError(`${file}: ${explainErrno(error, { ENOENT: 'no such file' })}`);
  }
}

/** Blank lines and comments are no keys. */
function keysIn(file: string): readonly string[] {
  const lines = file.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
