import { asRecord, type UnknownRecord } from '../../support/decode.js';
import { didYouMean } from '../../support/nearest-word.js';
import { ArgumentError } from './argument-error.js';
import { convertObject } from './convert.js';
import { gatherWords, guessGiven, parseGivenJson } from './given.js';
import { type Introspection, isShownInPart } from './introspection.js';

/**
 * Parses a command's arguments from `key=value` words, with the types of introspection, or from one word that is a JSON object.
 *
 * `a.b=c` is a member of an object, `a.0=c` an item of a list; an object or a list may also be given as JSON.
 *
 * @throws {ArgumentError} when the command, an argument or a value is unknown, or a mandatory argument is missing
 */
export function parseArguments(
  schema: Introspection,
  command: string,
  words: readonly string[],
): UnknownRecord {
  const type = schema.argumentsOf(command);
  if (type === undefined) throw unknownCommand(command, schema.commands);
  const isOpen = isShownInPart(command, type);
  const [word] = words;
  if (word !== undefined && !/^\{|=/.test(word) && type.members.length === 0 && !isOpen) {
    throw new ArgumentError(`${command} takes no argument '${word}': it takes none`);
  }
  const place = { schema, command, path: '', isOpen };
  const example = type.members.find((member) => member.default === undefined);
  const given = parseWhole(command, words) ?? gatherWords(words, example?.name);
  return { ...convertObject(type, given, place) };
}

/** As {@link parseArguments}, for an unknown command: the types are guessed from the values. */
export function guessArguments(command: string, words: readonly string[]): UnknownRecord {
  return parseWhole(command, words) ?? asRecord(guessGiven(gatherWords(words), command)) ?? {};
}

export function unknownCommand(command: string, known: readonly string[]): ArgumentError {
  return new ArgumentError(`QEMU has no command '${command}'${didYouMean(command, known)}`);
}

function parseWhole(command: string, words: readonly string[]): UnknownRecord | undefined {
  const [word] = words;
  if (words.length !== 1 || !word?.startsWith('{')) return undefined;
  return asRecord(parseGivenJson(word, `${command}: the argument`));
}
