import type { Json } from '../wire/json.js';
import { requestId } from '../wire/request.js';
import { writeJson } from '../wire/writer.js';
import { type NumberedLine, TranscriptError } from './replay-line.js';
import { parseText, requestKey } from './request-key.js';
import { readMember } from './top-level-member.js';

/** A message of the recorded side, and the time since the message that it follows. */
export interface Utterance {
  readonly text: string;
  readonly isLatin1: boolean;
  readonly afterMs: number;
}

/** A request and its reply, with the events around it. */
export interface Exchange {
  readonly key: string;
  /** The line of the request. */
  readonly askedAt: number;
  /** The line of the reply. */
  readonly answeredAt: number;
  /** With the time since the request. */
  readonly reply: Utterance;
  /** The events before the reply, with the time since the request. */
  readonly before: readonly Utterance[];
  /** The events before the next request, with the time since the reply. */
  readonly after: readonly Utterance[];
}

/** One recorded connection. */
export interface Conversation {
  /** `undefined` for the guest agent, which sends none. */
  readonly greeting: Utterance | undefined;
  readonly exchanges: readonly Exchange[];
}

/** What was recorded: a monitor, or a guest agent. */
export type ScriptKind = 'monitor' | 'agent';

export interface Script {
  readonly kind: ScriptKind;
  /** At least one. */
  readonly conversations: readonly Conversation[];
}

/** Groups the lines of a transcript into conversations. @throws {TranscriptError} when that is not possible */
export function buildScript(lines: readonly NumberedLine[], file: string): Script {
  if (lines.length === 0) throw new TranscriptError(file, undefined, 'the transcript has no messages');
  const kind = lines.some(({ from }) => from === 'agent') ? 'agent' : 'monitor';
  const conversations: ConversationBuilder[] = [];
  for (const line of lines) {
    if (kind === 'agent' && line.from === 'qemu') {
      throw new TranscriptError(
        file,
        line.number,
        'the transcript has messages of a monitor and of an agent: only one of them is possible',
      );
    }
    const message = line.from === 'client' ? undefined : decode(line, file);
    const begins = kind === 'agent' ? conversations.length === 0 : message === 'greeting';
    if (begins)
      conversations.push(new ConversationBuilder(message === 'greeting' ? utter(line, 0) : undefined));
    const conversation = conversations.at(-1);
    if (conversation === undefined) {
      throw new TranscriptError(file, line.number, "a monitor's transcript must begin with its greeting");
    }
    if (line.from === 'client') conversation.ask(line);
    else if (message === 'reply') conversation.answer(line);
    else if (message !== 'greeting') conversation.addEvent(line);
  }
  for (const conversation of conversations) conversation.end();
  return { kind, conversations };
}

type MessageKind = 'greeting' | 'reply' | 'other';

/** A line with a note may hold anything, every other line a message. */
function decode({ line, note, number, from }: NumberedLine, file: string): MessageKind {
  let value: unknown;
  try {
    value = JSON.parse(line.replace(/^\u00ff+/, ''));
  } catch {
    if (note !== undefined) return 'other';
    throw new TranscriptError(
      file,
      number,
      `the message from '${from}' is not valid JSON: only a line with a 'note' may hold anything else`,
    );
  }
  if (typeof value !== 'object' || value === null) return 'other';
  if ('QMP' in value) return 'greeting';
  return 'return' in value || 'error' in value ? 'reply' : 'other';
}

interface Asked {
  readonly key: string;
  readonly line: NumberedLine;
}

interface Answered extends Exchange {
  readonly after: Utterance[];
}

class ConversationBuilder implements Conversation {
  readonly greeting: Utterance | undefined;
  readonly exchanges: Answered[] = [];
  /** Requests that await their replies, by id. */
  readonly #asked = new Map<string, Asked[]>();
  #unplaced: NumberedLine[] = [];
  #last: { readonly exchange: Answered; readonly at: number | undefined } | undefined;

  constructor(greeting: Utterance | undefined) {
    this.greeting = greeting;
  }

  ask(line: NumberedLine): void {
    const text = line.line.replace(/^\u00ff+/, '');
    // The agent also answers the 0xFF bytes that reset its parser.
    if (text !== line.line) this.#put('', { key: NO_KEY, line });
    const value = parseText(text);
    this.#put(idOf(value), {
      key: value === undefined ? NO_KEY : requestKey(value),
      line,
    });
  }

  answer(line: NumberedLine): void {
    const id = idOfReply(line.line.replace(/^\u00ff+/, ''));
    const [asked, ...others] = this.#asked.get(id) ?? [];
    if (asked === undefined) {
      this.addEvent(line);
      return;
    }
    if (others.length > 0) this.#asked.set(id, others);
    else this.#asked.delete(id);
    const exchange = {
      key: asked.key,
      askedAt: asked.line.number,
      answeredAt: line.number,
      reply: utter(line, line.ms ?? between(asked.line.at, line.at)),
      before: this.#unplaced.map((event) => utter(event, between(asked.line.at, event.at))),
      after: [],
    };
    this.#unplaced = [];
    this.exchanges.push(exchange);
    this.#last = { exchange, at: line.at };
  }

  /** An event belongs to the reply that it came before, else to the one that it followed. */
  addEvent(line: NumberedLine): void {
    if (this.#asked.size > 0 || this.#last === undefined) this.#unplaced.push(line);
    else this.#last.exchange.after.push(utter(line, between(this.#last.at, line.at)));
  }

  /** Places the events before a reply that never came. */
  end(): void {
    for (const event of this.#unplaced) {
      this.#last?.exchange.after.push(utter(event, between(this.#last.at, event.at)));
    }
    this.#unplaced = [];
  }

  #put(id: string, asked: Asked): void {
    this.#asked.set(id, [...(this.#asked.get(id) ?? []), asked]);
  }
}

/** The key of a message that is not a request: no request has it. */
const NO_KEY = '';

/** Parses only the id: a reply may be large. */
function idOfReply(text: string): string {
  const id = readMember(text, 'id');
  const value = id === undefined ? undefined : parseText(`{"id": ${id}}`);
  return idOf(value);
}

function idOf(message: Json | undefined): string {
  const id = message === undefined ? undefined : requestId(message);
  return id === undefined ? '' : writeJson(id);
}

function utter({ line, note }: NumberedLine, afterMs: number): Utterance {
  return { text: line, isLatin1: note?.includes('latin-1') === true, afterMs };
}

function between(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? 0 : Math.max(0, to - from);
}
