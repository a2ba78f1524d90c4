import { type ListenOptions, startOneClientServer } from '../listen/one-client-server.js';
import type { Call } from '../wire/request.js';
import { AnswersInOrder, LooseAnswers, type Match } from './answers.js';
import { readTextFile } from './read-text-file.js';
import { checkLine, type NumberedLine, parseLines, type ReplayLine, TranscriptError } from './replay-line.js';
import { ReplaySession } from './replay-session.js';
import { buildScript } from './script.js';

/** The options of {@link startReplay}. Either `file` or `lines` is required. */
export interface ReplayOptions extends ListenOptions {
  /** The path of the transcript. */
  readonly file?: string;
  /** The messages of the transcript, instead of a file. */
  readonly lines?: readonly ReplayLine[];
  /** How requests find their answers (default: `order`). */
  readonly match?: Match;
  /** With `recorded`, answers and events keep their recorded times (default: `none`, at once). */
  readonly timing?: 'none' | 'recorded';
}

/** A running replay of a monitor or guest agent. */
export interface Replay extends AsyncDisposable {
  /** `unix:/path` or `tcp:127.0.0.1:port` */
  readonly address: string;
  /** The path of the UNIX socket; undefined on TCP. */
  readonly path: string | undefined;
  /** Every request with a command, in order of arrival. */
  readonly calls: readonly Call[];
  /** The parts of the transcript that could not be read, a message each. */
  readonly warnings: readonly string[];
  /** Resolves when sockets, timers and the socket file are gone; may be called again. */
  close(): Promise<void>;
}

/**
 * Replays a transcript (docs/transcripts.md) to one client after the other. With match `order` the first client gets
 * the first recorded connection, the second the second; after the last it starts again. With `loose` each client
 * continues where the one before stopped.
 *
 * @throws {TranscriptError} ERR_MOCK_TRANSCRIPT when the transcript cannot be read, or is not valid
 * @throws {MockError} when it cannot listen on the address
 */
export async function startReplay(options: ReplayOptions): Promise<Replay> {
  const { file = 'given as lines', match = 'order', timing = 'none' } = options;
  const { lines, warnings } = await readLines(options, file);
  const { kind, conversations } = buildScript(lines, file);
  const loose = new LooseAnswers(conversations);
  const closing = new AbortController();
  const calls: Call[] = [];
  let clients = 0;

  const server = await startOneClientServer(options, (socket) => {
    const conversation = conversations[clients++ % conversations.length] ?? {
      greeting: undefined,
      exchanges: [],
    };
    const session = new ReplaySession(socket, {
      kind,
      greeting: conversation.greeting,
      answers: match === 'loose' ? loose : new AnswersInOrder(conversation),
      timed: timing === 'recorded',
      file,
      closing: closing.signal,
      onCall: (call) => calls.push(call),
    });
    return session.run();
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closing.abort();
    closed ??= server.close();
    return closed;
  };
  const { address, path } = server;
  return { address, path, calls, warnings, close, [Symbol.asyncDispose]: close };
}

async function readLines(
  { file, lines }: ReplayOptions,
  name: string,
): Promise<{ lines: readonly NumberedLine[]; warnings: readonly string[] }> {
  if (lines !== undefined) {
    const numbered = lines.map((line, at) => ({ ...checkLine(line, name, at + 1), number: at + 1 }));
    return { lines: numbered, warnings: [] };
  }
  if (file === undefined) throw new TranscriptError('replay', undefined, "'file' or 'lines' is required");
  return parseLines(await readText(file), file);
}

function readText(file: string): Promise<string> {
  return readTextFile(
    file,
    (why, cause) => new TranscriptError(file, undefined, `cannot be read: ${why}`, { cause }),
  );
}
