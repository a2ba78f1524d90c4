import { terminalSafe } from '../../support/terminal-safe.js';

/** What a connection received that a sound QEMU does not send. None of it ends the connection. */
export interface Anomalies {
  /** Bytes that belong to no message. */
  garbageBytes: number;
  /** The first of those bytes, as text. */
  garbageSample: string;
  /** Messages that are not JSON, or neither a reply nor an event. */
  brokenFrames: number;
  /** Errors without an id: QEMU could not parse the request that they answer. */
  idlessErrors: number;
  /** The description of the last such error. */
  lastIdlessError: string;
  /** Replies to commands that had timed out, or that were never sent. */
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

/** A clause for an error message, e.g. ` (dropped 12 bytes of garbage: 'xyz')`; empty when there are no anomalies. */
export function describeAnomalies(anomalies: Anomalies): string {
  const { garbageBytes, garbageSample, brokenFrames, idlessErrors, lastIdlessError } = anomalies;
  const seen = [
    garbageBytes > 0 && `dropped ${garbageBytes} bytes of garbage: '${terminalSafe(garbageSample, 60)}'`,
    brokenFrames > 0 && `${brokenFrames} broken messages`,
    idlessErrors > 0 && `QEMU could not read a request: ${terminalSafe(lastIdlessError)}`,
  ].filter((clause) => clause !== false);
  return seen.length === 0 ? '' : ` (${seen.join('; ')})`;
}
