import { GRAPHICS_PROTOCOLS, VIEWERS_AFTERWARDS } from '../../domain/screens/graphics.js';
import { option } from '../typed-option.js';
import { UsageError, wordOf } from '../usage.js';
import { parseExpiry } from './parse-expiry.js';
import { readSecret } from './secret-input.js';
import { controlVerb, type Verb } from './verb.js';

const password = () => import('./display-password-verbs.js');

const DISPLAY = {
  display: option('--display <id>', 'which display of VNC', { shown: 'the first' }),
};

/** The verbs for the passwords of VNC and SPICE. */
export const DISPLAY_PASSWORD_VERBS: readonly Verb[] = [
  controlVerb({
    name: 'set-display-password',
    about: 'set the password of its VNC or SPICE server; it is asked for',
    words: ['<server>'],
    options: {
      ...DISPLAY,
      passwordFile: option('--password-file <file>', 'read it from this file', {
        shown: 'asked for at a terminal, else standard input',
      }),
      expire: option('--expire <when>', 'from when on it is not valid: now, never, or after a duration', {
        parse: parseExpiry,
        default: 'never' as const,
      }),
      connected: option('--connected <what>', 'viewers of SPICE: keep them, disconnect them, or fail', {
        parse: wordOf('action', VIEWERS_AFTERWARDS),
        shown: 'keep',
      }),
    },
    example: 'web vnc --expire 30m',
    check: ([server = ''], { display, connected }) => {
      checkServer(server, display);
      if (server === 'vnc' && connected !== undefined && connected !== 'keep')
        throw new UsageError('--connected is for SPICE: VNC keeps its viewers when its password changes');
    },
    prepare: async ([server = ''], { passwordFile }, context) => {
      const what = `the new password of ${server.toUpperCase()}`;
      return { password: await readSecret({ file: passwordFile, what }, context) };
    },
    load: async () => (await password()).setDisplayPassword,
  }),
  controlVerb({
    name: 'expire-display-password',
    about: 'set from when on the password of its VNC or SPICE server is not valid',
    words: ['<server>', '<when>'],
    options: DISPLAY,
    check: ([server = '', when = ''], { display }) => {
      checkServer(server, display);
      parseExpiry(when);
    },
    load: async () => (await password()).expireDisplayPassword,
  }),
];

/** @throws {UsageError} */
function checkServer(server: string, display: string | undefined): void {
  if (wordOf('server', GRAPHICS_PROTOCOLS)(server) === 'spice' && display !== undefined)
    throw new UsageError('--display is for VNC: SPICE has one display');
}
