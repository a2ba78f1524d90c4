import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from '../support/errors.js';
import { stateDirectory } from '../support/state-directory.js';
import { OutputError, outputErrorOf } from './file/atomic-file.js';
import { DocumentFileSink, type DocumentFileSinkOptions } from './file/document-file-sink.js';
import { LineFileSink, type LineFileSinkOptions } from './file/line-file-sink.js';
import type { OnOutage, Sink } from './sink.js';
import { StreamSink, type StreamSinkOptions } from './stream-sink.js';
import { TcpSink, type TcpSinkOptions } from './tcp/tcp-sink.js';
import { UdpSink, type UdpSinkOptions } from './udp/udp-sink.js';

/** What {@link openSink} opens. `content` is whether a file grows by lines or is replaced by each document. */
export type SinkOptions =
  | (StreamSinkOptions & { readonly kind: 'stdout' })
  | (LineFileSinkOptions & { readonly kind: 'file'; readonly content: 'lines' })
  | (DocumentFileSinkOptions & { readonly kind: 'file'; readonly content: 'document' })
  | (TcpSinkOptions & { readonly kind: 'tcp' })
  | (UdpSinkOptions & { readonly kind: 'udp' });

/**
 * Opens a sink. It need not be reachable yet: that is an outage, which is reported, and the sink goes on trying.
 *
 * @throws {OutputError} when the spool of a tcp sink cannot be used, or its path cannot be a file: the directory
 *   does not exist, or something else is in its place
 */
export async function openSink(options: SinkOptions, onOutage: OnOutage): Promise<Sink> {
  switch (options.kind) {
    case 'stdout':
      return new StreamSink(options, onOutage);
    case 'file':
      await checkPlace(options);
      if (options.content === 'document') return new DocumentFileSink(options, onOutage);
      return openLineFile(options, onOutage);
    case 'tcp':
      return new TcpSink(options, onOutage);
    case 'udp':
      return UdpSink.open(options, onOutage);
  }
}

/** A missing directory, or a directory in place of the file, is a typing error: retrying would only hide it. */
async function checkPlace({ path, content }: SinkOptions & { readonly kind: 'file' }): Promise<void> {
  const found = await statIfPossible(path, path, ['ENOTDIR']);
  if (found === undefined) {
    await statIfPossible(dirname(path), path, ['ENOENT']);
    return;
  }
  if (found.isDirectory()) throw new OutputError(path, 'it is a directory: name a file');
  // A document is moved into place by a rename, which would replace a device or pipe.
  if (content === 'document' && !found.isFile())
    throw new OutputError(path, 'it is not a regular file: name one');
}

/** @throws {OutputError} about the file, for the errors that stay whatever happens to it */
async function statIfPossible(
  path: string,
  file: string,
  lasting: readonly string[],
): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (lasting.includes(errnoOf(error) ?? '')) throw outputErrorOf(file, error);
    return undefined;
  }
}

/** Under systemd, /dev/stdout and /dev/stderr are sockets, which cannot be opened by name. */
function openLineFile(options: LineFileSinkOptions, onOutage: OnOutage): Sink {
  const { path: name } = options;
  if (name === '/dev/stdout') return new StreamSink({ ...options, name, stream: process.stdout }, onOutage);
  if (name === '/dev/stderr') return new StreamSink({ ...options, name, stream: process.stderr }, onOutage);
  return new LineFileSink(options, onOutage);
}

/** Where spools are by default: in the {@link stateDirectory}. */
export function defaultSpoolDirectory(
  env: Readonly<Record<string, string | undefined>>,
  isRoot: boolean,
): string {
  return join(stateDirectory(env, isRoot), 'spool');
}
