import type { Writable } from 'node:stream';
import type { SinkConfig } from '../../config/config.js';
import type { Printer } from '../../formats/printer.js';
import { parseDestination } from '../../model/destination.js';
import { defaultSpoolDirectory, type SinkOptions } from '../../sinks/open-sink.js';

/** How long a sink may take to write what it holds when it is closed. */
const CLOSE_MS = 600;

/**
 * Options to open a sink of the configuration with.
 *
 * @throws {DestinationError} when its target is not valid
 */
export function sinkOptions(
  { output, target = '', spool }: SinkConfig,
  { kind: content, header, beside }: Printer,
  stdout: Writable,
): SinkOptions {
  const closeMs = CLOSE_MS;
  if (output === 'stdout') return { kind: 'stdout', stream: stdout, header, closeMs };
  const place = parseDestination(output, target);
  switch (place.kind) {
    case 'file':
      return content === 'document'
        ? { kind: 'file', content, path: place.path, beside, closeMs }
        : { kind: 'file', content, path: place.path, header, closeMs };
    case 'tcp': {
      const directory = spool?.directory ?? defaultSpoolDirectory(process.env, process.geteuid?.() === 0);
      return { ...place, kind: 'tcp', header, spool: { directory, maxBytes: spool?.limitBytes }, closeMs };
    }
    case 'udp':
      return { ...place, kind: 'udp', header, closeMs };
  }
}
