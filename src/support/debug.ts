import { debuglog } from 'node:util';

/** Logs a change of state to standard error where the environment has `NODE_DEBUG=qgauge`. */
const write = debuglog('qgauge');

/** @param line called only where the log is on: it may be costly to make */
export function debug(line: () => string): void {
  if (write.enabled) write('%s', line());
}
