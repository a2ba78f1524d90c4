import { terminalSafe } from '../../support/terminal-safe.js';

/** What a connection has met that no QEMU in good health sends. None of it ends the connection. */
export interface Anomalies {
  /** Bytes that belonged to no message. */
  garbageBytes: number;
  /** How the first of them began. */
  garbageSample: string;
  /** Messages that were no JSON, or neither reply nor event. */
  brokenFrames: number;
  /** Errors without an id: QEMU could not read a request well enough to know which. */
  idlessErrors: number;
  /** The description in the last of them. */
  lastIdlessError: string;
  /** Replies to commands that had timed out, or to none that was ever sent. */
  unexpectedReplies: number;
}

export function noAnomalies(): Anomalies {
  return {
    garbageBytes: 0,
    garbageSample: '',
    brokenFrames: 0,
    idlessErrors: 0,
    lastIdlessError: '',
    unexpectedReplies: 0,
  };
}

/** A clause for an error message, e.g. ` (dropped 12 bytes of garbage: 'xyz')`; empty when all was well. */
export function describeAnomalies(anomalies: Anomalies): string {
  const { garbageBytes, garbageSample, brokenFrames, idlessErrors, lastIdlessError } = anomalies;
  const seen = [
    garbageBytes > 0 && `dropped ${garbageBytes} bytes of garbage: '${terminalSafe(garbageSample, 60)}'`,
    brokenFrames > 0 && `${brokenFrames} broken messages`,
    idlessErrors > 0 && `QEMU could not read a request: ${terminalSafe(lastIdlessError)}`,
  ].filter((clause) => clause !== false);
  return seen.length === 0 ? '' : ` (${seen.join('; ')})`;
}
