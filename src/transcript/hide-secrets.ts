import { type SeenRequest, strictJson } from './requests-in-flight.js';
import { type MemberPath, rewriteStrings } from './rewrite-strings.js';

const HIDDEN = '***';
/** Of any command: set_password, change-vnc-password, sev-inject-launch-secret, and of the guest agent. */
const MEMBERS = new Set(['password', 'passwd', 'passphrase', 'secret', 'input-data']);
/** Objects that are a secret themselves: `object-add` has it in this member. */
const SECRET_OBJECT = /^secret/;

/**
 * Replaces what is secret in a request by `***`. No transcript has that, redacted or not; it replays as another password would.
 *
 * @param request what the line was understood as
 */
export function hideSecrets(line: string, { execute, arguments: args }: SeenRequest): string {
  const json = strictJson(line);
  if (json === undefined) return line;
  const isObject = execute === 'object-add' && SECRET_OBJECT.test(String(args['qom-type']));
  const isSecret = (path: MemberPath) => {
    const [member = ''] = path.slice(-1);
    return path[0] === 'arguments' && (MEMBERS.has(member) || (isObject && member === 'data'));
  };
  const hidden = rewriteStrings(json, {
    value: (text, path) => (text !== '' && isSecret(path) ? HIDDEN : text),
    key: (text) => text,
  });
  return hidden === json ? line : hidden;
}
