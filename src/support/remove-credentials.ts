/** Stands where a credential was. */
export const REMOVED = '(removed)';

/** A credential in the address of network storage: `https://user:password@host/image`. */
const IN_ADDRESS = /(?<![\w+.-])([a-z][a-z0-9+.-]*:\/\/)[^\s/"']+@/gi;
/**
 * What a signed address of the web ends with: `?X-Amz-Signature=…`, `?sig=…`. All parameters go: which of them sign is
 * not known. The bound keeps the time in proportion to the text.
 */
const IN_QUERY = /(?<![\w+.-])((?:https?|ftps?):\/\/[^\s?"',]{1,1024})\?[^\s"',]+/gi;
/**
 * `root-password=…`, `"password": "…"`, `key=…`; but not `password-secret=…`, which names an object of QEMU, nor what is hidden
 * already, `"password":"***"`.
 */
const IN_WORDS =
  /(?<![\w-])([\w-]*(?:password|passwd|passphrase|cookie|token)(?:-again|-crypted)?|key|secret)(["']?\s*[=:]\s*)(?!"\*\*\*")("(?:[^"\\]|\\.)*"|[^\s,:;&"'}]+)/gi;

/** Removes what looks like a credential from a text that was meant for a program: an address, options, a kernel's command line. */
export function removeCredentials(text: string): string {
  return removeFromAddresses(text).replace(IN_WORDS, `$1$2${REMOVED}`);
}

/** As {@link removeCredentials}, of the addresses in a text for people, such as an error, where `chpasswd: root` is no credential. */
export function removeFromAddresses(text: string): string {
  const unsigned = text.includes('?') ? text.replace(IN_QUERY, `$1?${REMOVED}`) : text;
  return unsigned.replace(IN_ADDRESS, `$1${REMOVED}@`);
}
