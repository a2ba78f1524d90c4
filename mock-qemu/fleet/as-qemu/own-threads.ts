import { readdirSync } from 'node:fs';

/**
 * The threads of this process but the main one, which stand in for vCPUs: they exist, so that a reader of /proc finds the
 * process by them. One made-up id where /proc cannot be read.
 */
export function ownThreadIds(): readonly number[] {
  try {
    const ids = readdirSync('/proc/self/task').map(Number);
    const others = ids.filter((id) => id !== process.pid);
    return others.length > 0 ? others : ids;
  } catch {
    return [process.pid];
  }
}
