import type { Introspection, Member, ObjectType, SchemaType } from './introspection.js';
import { splitLine } from './split-line.js';

/** How a line may continue. */
export interface Completion {
  /** The end of the line that a candidate replaces. */
  readonly partial: string;
  /** All begin with `partial`. A candidate that completes a word ends in a blank. */
  readonly candidates: readonly string[];
  /** What only a running QEMU knows: the objects below `path`, or the properties of the object there. */
  readonly ask?: { readonly what: 'objects' | 'properties'; readonly path: string };
}

const NOTHING: Completion = { partial: '', candidates: [] };

/** Completes the end of `command key=value …`: a command's name, an argument's name, or a value that introspection lists. */
export function completeLine(schema: Introspection, line: string): Completion {
  const { words, endsInWord, open } = splitLine(line);
  if (open !== undefined) return NOTHING;
  const before = endsInWord ? words.slice(0, -1) : words;
  const word = endsInWord ? (words.at(-1) ?? '') : '';
  const [command, ...given] = before;
  if (command === undefined) return among(word, schema.commands, ' ');
  const type = schema.argumentsOf(command);
  if (type === undefined || word.startsWith('{')) return NOTHING;
  const values = new Map(given.map(splitWord));
  const equals = word.indexOf('=');
  if (equals < 0) return completeName({ schema, type, values }, word);
  const [key, value] = splitWord(word);
  const asked = command.startsWith('qom-') ? askQom(key, value, values) : undefined;
  return asked ?? completeValue({ schema, type, values }, key, value);
}

interface Known {
  readonly schema: Introspection;
  readonly type: SchemaType;
  readonly values: ReadonlyMap<string, string>;
}

/** Completes `a.b` to `a.bus=`, or to `a.bus.` where that has members. */
function completeName(known: Known, word: string): Completion {
  const prefix = word.slice(0, word.lastIndexOf('.') + 1);
  const names = membersAt(known, prefix)
    .filter((member) => !known.values.has(prefix + member.name))
    .map((member) => prefix + member.name + endOf(known.schema, member));
  return among(word, names);
}

function endOf(schema: Introspection, member: Member): string {
  return schema.type(member.type)['meta-type'] === 'object' ? '.' : '=';
}

function completeValue(known: Known, key: string, value: string): Completion {
  const dot = key.lastIndexOf('.');
  const member = membersAt(known, key.slice(0, dot + 1)).find(({ name }) => name === key.slice(dot + 1));
  if (member === undefined) return NOTHING;
  return among(value, wordsOf(known.schema, known.schema.type(member.type)), ' ');
}

/** The members of the object at `a.b.`, including those of the variant that a given tag chooses. */
function membersAt({ schema, type, values }: Known, prefix: string): readonly Member[] {
  const [first, ...rest] = prefix.split('.');
  const members = objectsOf(schema, type).flatMap((object) =>
    schema.membersOf(object, (tag) => values.get(tag)),
  );
  if (rest.length === 0 || first === undefined) return members;
  const member = members.find(({ name }) => name === first);
  if (member === undefined) return [];
  const below = [...values].filter(([key]) => key.startsWith(`${first}.`));
  const inner = new Map(below.map(([key, value]) => [key.slice(first.length + 1), value]));
  return membersAt({ schema, type: schema.type(member.type), values: inner }, rest.join('.'));
}

function objectsOf(schema: Introspection, type: SchemaType): readonly ObjectType[] {
  if (type['meta-type'] === 'object') return [type];
  if (type['meta-type'] !== 'alternate') return [];
  return type.members.flatMap((member) => objectsOf(schema, schema.type(member.type)));
}

function wordsOf(schema: Introspection, type: SchemaType): readonly string[] {
  if (type['meta-type'] === 'enum') return type.values;
  if (type['meta-type'] === 'builtin') return type['json-type'] === 'boolean' ? ['true', 'false'] : [];
  if (type['meta-type'] !== 'alternate') return [];
  return type.members.flatMap((member) => wordsOf(schema, schema.type(member.type)));
}

/** Introspection lists neither the paths nor the properties of objects. */
function askQom(key: string, value: string, values: ReadonlyMap<string, string>): Completion | undefined {
  if (key === 'path' && value.startsWith('/')) {
    const slash = value.lastIndexOf('/');
    return {
      partial: value.slice(slash + 1),
      candidates: [],
      ask: { what: 'objects', path: value.slice(0, slash) || '/' },
    };
  }
  const path = values.get('path');
  if (key !== 'property' || path === undefined) return undefined;
  return { partial: value, candidates: [], ask: { what: 'properties', path } };
}

function splitWord(word: string): readonly [string, string] {
  const at = word.indexOf('=');
  return at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
}

/** The candidates that begin with `partial`; a single one gets the end of its word. */
function among(partial: string, all: readonly string[], end = ''): Completion {
  const candidates = all.filter((one) => one.startsWith(partial));
  return { partial, candidates: candidates.length === 1 ? candidates.map((one) => one + end) : candidates };
}
