/** What a unique name is made of. */
export interface NamedGuest {
  readonly name: string;
  readonly uuid: string | undefined;
  readonly pid: number | undefined;
}

/** Characters that consumers replace by `_`, so that names which differ only in them become equal. */
const NOT_KEPT = /[^A-Za-z0-9,._-]/gu;

/** More than any user gives; InfluxDB refuses lines of 64 KiB, and other readers have limits too. */
const MAX_CHARACTERS = 255;

/** Bounds the length of a name that comes from outside. */
export function boundName(name: string): string {
  return [...name.slice(0, 2 * MAX_CHARACTERS)].slice(0, MAX_CHARACTERS).join('');
}

/** A name as consumers store it. */
export function fileName(name: string): string {
  return name.replace(NOT_KEPT, '_');
}

/**
 * Makes the names of a host's guests unique, also after {@link fileName}: equal ones get a suffix, `-` and the first eight
 * digits of the UUID, or the pid, whatever their order.
 *
 * @param kept names that are already in use, and stay as they are
 * @returns the names in the order of the guests, and a warning for each set of equal ones
 */
export function uniqueNames(
  guests: readonly NamedGuest[],
  kept: readonly string[] = [],
): {
  readonly names: readonly string[];
  readonly warnings: readonly string[];
} {
  const groups = new Map<string, NamedGuest[]>();
  for (const guest of guests) {
    const key = fileName(guest.name);
    groups.set(key, [...(groups.get(key) ?? []), guest]);
  }
  const taken = new Set(kept.map(fileName));
  const isAlone = (key: string) => groups.get(key)?.length === 1 && !keptNames.has(key);
  const keptNames = new Set(taken);
  for (const key of groups.keys()) if (isAlone(key)) taken.add(key);
  const names = guests.map((guest) => {
    const name = isAlone(fileName(guest.name)) ? guest.name : firstFree(candidates(guest), taken);
    taken.add(fileName(name));
    return name;
  });
  const warnings = [...groups].flatMap(([key, group]) =>
    group.length === 1 ? [] : [`${group.length} guests are named ${key}: their names got a suffix each`],
  );
  return { names, warnings };
}

function* candidates({ name, uuid, pid }: NamedGuest): Generator<string> {
  const short = uuid?.slice(0, 8);
  if (short !== undefined) yield `${name}-${short}`;
  if (pid !== undefined) yield `${name}-${pid}`;
  for (let number = 1; ; number++) yield `${name}-${short ?? pid ?? 'guest'}-${number}`;
}

function firstFree(names: Iterable<string>, taken: ReadonlySet<string>): string {
  for (const name of names) if (!taken.has(fileName(name))) return name;
  throw new RangeError('the names are endless');
}
