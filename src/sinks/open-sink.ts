import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from '../support/errors.js';
import { EXPLANATIONS, OutputError } from './file/atomic-file.js';
import { DocumentFileSink, type DocumentFileSinkOptions } from './file/document-file-sink.js';
import { LineFileSink, type LineFileSinkOptions } from './file/line-file-sink.js';
import type { OnTrouble, Sink } from './sink.js';
import { StreamSink, type StreamSinkOptions } from './stream-sink.js';
import { TcpSink, type TcpSinkOptions } from './tcp/tcp-sink.js';
import { UdpSink, type UdpSinkOptions } from './udp/udp-sink.js';

export type SinkOptions =
  | (StreamSinkOptions & { readonly kind: 'stdout' })
  | (LineFileSinkOptions & { readonly kind: 'file'; readonly content: 'lines' })
  | (DocumentFileSinkOptions & { readonly kind: 'file'; readonly content: 'document' })
  | (TcpSinkOptions & { readonly kind: 'tcp' })
  | (UdpSinkOptions & { readonly kind: 'udp' });

/**
 * Opens a place for texts. Whether it can be reached now does not matter: that is told, and tried again.
 *
 * @throws {OutputError} when the spool of a tcp sink cannot be used, or no file can be at its path: the
 *   directory does not exist, or there is something else
 */
export async function openSink(options: SinkOptions, onTrouble: OnTrouble): Promise<Sink> {
  switch (options.kind) {
    case 'stdout':
      return new StreamSink(options, onTrouble);
    case 'file':
      await checkPlace(options);
      if (options.content === 'document') return new DocumentFileSink(options, onTrouble);
      return openLineFile(options, onTrouble);
    case 'tcp':
      return new TcpSink(options, onTrouble);
    case 'udp':
      return UdpSink.open(options, onTrouble);
  }
}

/** A directory that is not there, or stands where the file should, is a slip of the pen: waiting would hide that. */
async function checkPlace({ path, content }: SinkOptions & { readonly kind: 'file' }): Promise<void> {
  const found = await stat(path).catch(errnoOf);
  if (found === 'ENOTDIR') throw new OutputError(path, EXPLANATIONS[found] ?? found);
  if (found === 'ENOENT') return checkDirectory(path);
  if (found === undefined || typeof found === 'string') return;
  if (found.isDirectory()) throw new OutputError(path, 'it is a directory: name a file');
  // What takes the place of the one before can take that of a file alone.
  if (content === 'document' && !found.isFile())
    throw new OutputError(path, 'it is no regular file: name one');
}

async function checkDirectory(path: string): Promise<void> {
  const found = await stat(dirname(path)).catch(errnoOf);
  if (found === 'ENOENT') throw new OutputError(path, EXPLANATIONS[found] ?? found);
}

/** Under systemd these are sockets, which cannot be opened by a name. */
function openLineFile(options: LineFileSinkOptions, onTrouble: OnTrouble): Sink {
  const { path: name } = options;
  if (name === '/dev/stdout') return new StreamSink({ ...options, name, stream: process.stdout }, onTrouble);
  if (name === '/dev/stderr') return new StreamSink({ ...options, name, stream: process.stderr }, onTrouble);
  return new LineFileSink(options, onTrouble);
}

/** Where spools are by default: systemd's StateDirectory=, root's place, or the user's own. */
export function defaultSpoolDirectory(
  env: Readonly<Record<string, string | undefined>>,
  isRoot: boolean,
): string {
  const { STATE_DIRECTORY, XDG_STATE_HOME, HOME = '/' } = env;
  const [first] = STATE_DIRECTORY?.split(':') ?? [];
  if (first) return join(first, 'spool');
  if (isRoot) return '/var/lib/qgauge/spool';
  // The specification has a relative path ignored.
  const state = XDG_STATE_HOME?.startsWith('/') ? XDG_STATE_HOME : join(HOME, '.local', 'state');
  return join(state, 'qgauge', 'spool');
}
