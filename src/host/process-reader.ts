import type { ProcessSample } from '../model/process-sample.js';
import { readProcess } from './process.js';

/** Stand-in. */
export class ProcessReader {
  readonly #procRoot: string;
  readonly #pid: number;
  readonly #startTicks: number;
  constructor(procRoot: string, pid: number, startTicks: number) {
    this.#procRoot = procRoot;
    this.#pid = pid;
    this.#startTicks = startTicks;
  }
  read(): ProcessSample | undefined {
    const monotonicSeconds = performance.now() / 1000;
    const sample = readProcess(this.#procRoot, this.#pid);
    return sample?.startTicks === this.#startTicks ? { ...sample, monotonicSeconds } : undefined;
  }
  close(): void {}
}
