/** The value of an option, parsed: keys with their values. */
export type OptionValue = ReadonlyMap<string, string>;

/**
 * Parses QEMU's `value,key=value,key=value` (util/qemu-option.c): a comma in a value is doubled, a key without
 * value is `on`, or `off` when it begins with `no`. An option may also be a JSON object, whose members are flattened.
 *
 * @param impliedKey the key of a first part without one, e.g. `guest` for -name
 */
export function parseOptionValue(text: string, impliedKey: string): OptionValue {
  if (text.startsWith('{')) return parseJsonOption(text);
  const values = new Map<string, string>();
  for (const [index, part] of splitAtCommas(text).entries()) {
    const equals = part.indexOf('=');
    if (equals >= 0) values.set(part.slice(0, equals), part.slice(equals + 1));
    else if (index === 0 && impliedKey !== '') values.set(impliedKey, part);
    else if (part.startsWith('no') && part !== 'node') values.set(part.slice(2), 'off');
    else if (part !== '') values.set(part, 'on');
  }
  return values;
}

/** Whether a switch such as `server` is on. */
export function isOn(values: OptionValue, key: string): boolean {
  const value = values.get(key);
  return value === 'on' || value === 'yes' || value === 'true';
}

/** Splits at single commas; `,,` stands for a comma in a value. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character !== ',') part += character;
    else if (text[at + 1] === ',') {
      part += ',';
      at++;
    } else {
      parts.push(part);
      part = '';
    }
  }
  return [...parts, part];
}

function parseJsonOption(text: string): OptionValue {
  const values = new Map<string, string>();
  try {
    flatten(JSON.parse(text), '', values);
  } catch {
    // QEMU would not have started with it: the argument belongs to another program.
  }
  return values;
}

function flatten(value: unknown, path: string, values: Map<string, string>): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value))
      flatten(member, path === '' ? key : `${path}.${key}`, values);
  } else {
    values.set(path, value === true ? 'on' : value === false ? 'off' : String(value));
  }
}
