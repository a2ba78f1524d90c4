interface Member {
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** The offset of the next member, or of the closing brace. */
  readonly nextStart: number;
  /** The end of the previous member, or of the opening brace. */
  readonly previousEnd: number;
  readonly isFirst: boolean;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** The text of a member's value in a JSON object, as written. Only the outermost object is searched. */
export function readMember(json: string, name: string): string | undefined {
  const member = membersOf(json).get(name);
  return member && json.slice(member.valueStart, member.valueEnd);
}

/**
 * Sets the `id` of a reply and keeps every other byte; `undefined` removes it. A new one is inserted where QEMU prints
 * it: after `return`, before `error`.
 */
export function setId(json: string, id: string | undefined): string {
  const members = membersOf(json);
  const member = members.get('id');
  if (member === undefined) return id === undefined ? json : insertId(json, id, members.has('error'));
  if (id !== undefined) return json.slice(0, member.valueStart) + id + json.slice(member.valueEnd);
  return member.isFirst
    ? json.slice(0, member.keyStart) + json.slice(member.nextStart)
    : json.slice(0, member.previousEnd) + json.slice(member.valueEnd);
}

function insertId(json: string, id: string, isFirst: boolean): string {
  const [, blank = ''] = /^\{(\s*)/.exec(json) ?? [];
  const between = blank === '' ? ' ' : blank;
  if (isFirst) return `{${blank}"id": ${id},${between}${json.slice(1 + blank.length)}`;
  const [end = '}'] = /\s*\}\s*$/.exec(json) ?? [];
  return `${json.slice(0, json.length - end.length)},${between}"id": ${id}${end}`;
}

function membersOf(json: string): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  let depth = 0;
  let previousEnd = 0;
  let open: { name: string; keyStart: number; valueStart: number } | undefined;
  let end = 0;
  const close = (nextStart: number) => {
    if (open === undefined) return;
    const { name, keyStart, valueStart } = open;
    const isFirst = members.size === 0;
    members.set(name, { keyStart, valueStart, valueEnd: end, nextStart, previousEnd, isFirst });
    previousEnd = end;
    open = undefined;
  };
  let isClosed = false;
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    if (isClosed) close(index);
    isClosed = false;
    if (token === '}' || token === ']') depth -= 1;
    if (depth === 0 && token === '}') close(index);
    else if (depth === 1 && token === ',') {
      isClosed = true;
      continue;
    } else if (depth === 1 && open === undefined && token.startsWith('"')) {
      open = { name: JSON.parse(token), keyStart: index, valueStart: -1 };
    } else if (open !== undefined && open.valueStart < 0 && token !== ':') open.valueStart = index;
    if (token === '{' || token === '[') depth += 1;
    end = index + token.length;
  }
  return members;
}
