/** `DNS:a.example, IP Address:192.0.2.7, URI:"spiffe://x, y"`: Node quotes what could be mistaken for more names. */
const NAME = /(?:DNS|IP Address|URI|email):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/y;

/** Whether a certificate has one of the names, letter by letter, among its subject alternative names. */
export function hasAllowedName(subjectAltName: string | undefined, allowed: ReadonlySet<string>): boolean {
  return parseSubjectNames(subjectAltName ?? '').some((name) => allowed.has(name));
}

/** Lists the names; kinds that no list of names can mean are left out. */
export function parseSubjectNames(text: string): readonly string[] {
  const pattern = new RegExp(NAME);
  const names: string[] = [];
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) names.push(name.startsWith('"') ? unquote(name) : name);
    else pattern.lastIndex = skipOther(text, at);
    if (pattern.lastIndex <= at) break;
  }
  return names;
}

function unquote(quoted: string): string {
  const text: unknown = JSON.parse(quoted);
  return typeof text === 'string' ? text : '';
}

/** `othername:<unsupported>, `, `DirName:"CN = a"`. */
function skipOther(text: string, at: number): number {
  const other = /[^:,]*:(?:"(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/y;
  other.lastIndex = at;
  return other.test(text) ? other.lastIndex : text.length;
}
