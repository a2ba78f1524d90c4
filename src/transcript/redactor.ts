import { Pseudonyms } from './pseudonyms.js';
import { parseMessage, RequestsInFlight, type SeenRequest, strictJson } from './requests-in-flight.js';
import { rewriteStrings } from './rewrite-strings.js';
import { redactHost, redactPath, redactText } from './sensitive-text.js';
import {
  isCredential,
  isFileName,
  isGuestName,
  isHost,
  isSerial,
  isVocabulary,
  roleOf,
} from './string-role.js';
import type { TranscriptLine } from './transcript-line.js';

/** Words that are secret wherever they occur, and that have no form by which they could be recognized. */
export interface SecretWords {
  /** Names of guests. */
  readonly names: readonly string[];
  /** Names of hosts. */
  readonly hosts: readonly string[];
}

/**
 * Replaces identifying data by placeholders: names of guests and hosts, paths, MAC and IP addresses, UUIDs, serial numbers,
 * credentials. Equal values become the same placeholder in requests and replies alike, so that a redacted transcript still
 * replays. JSON stays JSON, and numbers are unchanged.
 *
 * A name is replaced from the call of {@link learn}, or the reply to query-name, onwards; see {@link redactTranscript}.
 */
export class Redactor {
  readonly #pseudonyms = new Pseudonyms();
  readonly #requests = new RequestsInFlight();
  readonly #words = { name: new Set<string>(), host: new Set<string>() };
  readonly #placeholders = new Map<string, string>();
  #pattern: RegExp | undefined;

  constructor(words: Partial<SecretWords> = {}) {
    for (const name of words.names ?? []) this.learn('name', name);
    for (const host of words.hosts ?? []) this.learn('host', host);
  }

  /** Redacts one line; lines must come in order. */
  redact(line: TranscriptLine): TranscriptLine {
    const text = this.#redactMessage(line);
    const note = line.note === undefined ? {} : { note: this.text(line.note) };
    return { ...line, line: text, ...note };
  }

  /** Redacts any text, e.g. an address or a note. */
  text(text: string): string {
    return redactText(text, this.#pseudonyms, (rest) => this.#replaceWords(rest));
  }

  /** Has a word replaced from now on, wherever it is not next to a letter or digit. */
  learn(kind: 'name' | 'host', word: string): void {
    if (!isIdentifying(word) || this.#placeholders.has(word)) return;
    this.#words[kind].add(word);
    this.#placeholders.set(word, kind === 'name' ? this.#pseudonyms.of('name', word) : this.#host(word));
    const longestFirst = [...this.#placeholders.keys()].sort((a, b) => b.length - a.length);
    const words = longestFirst.map((known) => known.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
    this.#pattern = new RegExp(`(?<![A-Za-z0-9])(?:${words})(?![A-Za-z0-9])`, 'g');
  }

  /** Returns the words known so far. */
  words(): SecretWords {
    return { names: [...this.#words.name], hosts: [...this.#words.host] };
  }

  #redactMessage({ from, line }: TranscriptLine): string {
    const request = from === 'client' ? this.#requests.sent(line) : this.#requests.answered(line);
    const sync = /^\u00ff*/.exec(line)?.[0] ?? '';
    const json = strictJson(line.slice(sync.length));
    return json === undefined ? this.text(line) : sync + this.#redactJson(json, request);
  }

  #redactJson(json: string, request: SeenRequest | undefined): string {
    return rewriteStrings(json, {
      value: (text, path) => this.#redactValue(text, roleOf(path, request)),
      // A key is part of the protocol, unless it looks like an address or a path.
      key: (text) => redactText(text, this.#pseudonyms),
    });
  }

  #redactValue(text: string, role: string): string {
    if (text === '') return text;
    if (isVocabulary(role)) return redactText(text, this.#pseudonyms);
    if (text.startsWith('json:') && parseMessage(text.slice(5)) !== undefined) {
      return `json:${this.#redactJson(text.slice(5), undefined)}`;
    }
    if (isGuestName(role)) return this.#name(text);
    if (isHost(role, text)) return this.#learnHost(text);
    if (isSerial(role)) return this.#pseudonyms.of('serial', text);
    if (isCredential(role)) return this.#pseudonyms.of('credential', text);
    if (isFileName(role, text)) return this.#pseudonyms.of('path', text);
    if (text.startsWith('/')) return this.#path(text);
    return this.text(text);
  }

  #name(name: string): string {
    this.learn('name', name);
    return this.#placeholders.get(name) ?? this.#pseudonyms.of('name', name);
  }

  #learnHost(host: string): string {
    const known = this.#placeholders.get(host);
    if (known !== undefined) return known;
    const redacted = this.#host(host);
    if (redacted.startsWith('host-')) this.learn('host', host);
    return redacted;
  }

  #host(host: string): string {
    return redactHost(host, this.#pseudonyms);
  }

  #path(path: string): string {
    return redactPath(path, this.#pseudonyms, (rest) => this.#replaceWords(rest));
  }

  #replaceWords(text: string): string {
    if (this.#pattern === undefined) return text;
    return text.replace(this.#pattern, (word) => this.#placeholders.get(word) ?? word);
  }
}

/** Redacts a whole transcript: names are learned from all of it first, so that none remains before its first reply. */
export function redactTranscript(
  lines: readonly TranscriptLine[],
  words: Partial<SecretWords> = {},
): readonly TranscriptLine[] {
  const learner = new Redactor(words);
  for (const line of lines) learner.redact(line);
  const redactor = new Redactor(learner.words());
  return lines.map((line) => redactor.redact(line));
}

/** Whether replacing a word is safe: a word of one or two letters, or a number, has too many other meanings. */
function isIdentifying(word: string): boolean {
  return word.length >= 3 && !/^(?:\d+|localhost)$/.test(word);
}
