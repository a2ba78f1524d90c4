/**
 * `qgauge/sinks`: where text goes, and what happens to it while its reader is away.
 *
 * @packageDocumentation
 */

export { defaultSpoolDirectory, openSink, type SinkOptions } from '../sinks/open-sink.js';
export type { OnOutage, Sink, SinkStatistics } from '../sinks/sink.js';

// A sink's destination: a path, or host:port.

export {
  type Destination,
  DestinationError,
  formatDestination,
  parseDestination,
} from '../model/destination.js';
export { DEFAULT_OUTPUT, OUTPUT_NAMES, type OutputName } from '../model/vocabulary.js';

// Several files that are replaced in one step.

export { type FileContent, OutputError, writeFilesAtomically } from '../sinks/file/atomic-file.js';
