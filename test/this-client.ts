import { accessSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How messages name this process where it holds a monitor. Which process it is, qgauge learns from `ss`. */
export const THIS_CLIENT = hasProgram('ss') ? `pid ${process.pid} (node)` : 'another client';

function hasProgram(name: string): boolean {
  const { PATH = '' } = process.env;
  return PATH.split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, name));
      return true;
    } catch {
      return false;
    }
  });
}
