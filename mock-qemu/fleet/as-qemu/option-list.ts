/** The values of an option such as `socket,id=mon0,path=/a,,b,server=on,wait=off`, by key. */
export type OptionList = ReadonlyMap<string, string>;

/**
 * Parses the value of an option. A doubled comma stands for one. A first part without `=` is the value of `impliedKey`; a
 * later one switches its key on, or off where it begins with `no`. JSON, as -device takes it since 6.2, is read too.
 */
export function parseOptionList(text: string, impliedKey: string): OptionList {
  const fromJson = text.startsWith('{') ? parseJson(text) : undefined;
  if (fromJson !== undefined) return fromJson;
  const values = new Map<string, string>();
  for (const [index, part] of splitAtCommas(text).entries()) {
    const equals = part.indexOf('=');
    if (equals > 0) values.set(part.slice(0, equals), part.slice(equals + 1));
    else if (index === 0 && impliedKey !== '') values.set(impliedKey, part);
    else if (part.startsWith('no')) values.set(part.slice(2), 'off');
    else if (part !== '') values.set(part, 'on');
  }
  return values;
}

/** Whether a switch is on: `on`, `yes`, `true` or `y`. */
export function isOn(values: OptionList, key: string): boolean {
  return /^(on|yes|true|y)$/.test(values.get(key) ?? '');
}

function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character !== ',') part += character;
    else if (text.charAt(at + 1) === ',') {
      part += ',';
      at += 1;
    } else {
      parts.push(part);
      part = '';
    }
  }
  return [...parts, part];
}

function parseJson(text: string): OptionList | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return new Map(Object.entries(value).map(([key, member]) => [key, toText(member)]));
  } catch {
    return undefined;
  }
}

function toText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
