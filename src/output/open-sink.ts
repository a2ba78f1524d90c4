import { appendFileSync, openSync, writeFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { OutputError } from './atomic-file.js';
import type { Sink } from './sink.js';

/** Where to, and how. */
export interface SinkOptions {
  readonly output: 'stdout' | 'file' | 'tcp' | 'udp';
  readonly target: string | undefined;
  readonly spool: { readonly directory: string; readonly limitBytes: number | undefined } | undefined;
  readonly kind: 'lines' | 'document';
  readonly header: string;
  readonly stdout: Writable;
}

/** Opens a sink. */
export async function openSink(options: SinkOptions, onTrouble: (message: string) => void): Promise<Sink> {
  const { output, target = '', kind, header, stdout } = options;
  if (output === 'tcp' || output === 'udp') onTrouble(`${output} ${target}: not there yet`);
  if (output === 'file') {
    try {
      openSync(target, 'a');
    } catch (cause) {
      throw new OutputError(target, 'its directory does not exist: make it, or name another file', { cause });
    }
    appendFileSync(target, header);
  }
  if (output === 'stdout') stdout.write(header);
  return {
    write: (text) => {
      if (output === 'stdout') stdout.write(text);
      else if (output === 'file') (kind === 'lines' ? appendFileSync : writeFileSync)(target, text);
    },
    reopen: () => undefined,
    close: async () => undefined,
    droppedBytes: 0,
  };
}
