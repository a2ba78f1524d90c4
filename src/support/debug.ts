import { debuglog } from 'node:util';

/** Logs a change of state to standard error where the environment has `NODE_DEBUG=qgauge`. */
const write = debuglog('qgauge');

/** @param line called only while the log is on; `undefined` logs nothing */
export function debug(line: () => string | undefined): void {
  if (!write.enabled) return;
  const text = line();
  if (text !== undefined) write('%s', text);
}
