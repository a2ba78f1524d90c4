/** A word of a manager's command line that cannot run here, and what stands for it. */
export type Replacement = readonly [word: string, instead: string];

/**
 * Replaces the words of a command line that cannot run here, and splits it into arguments. No argument has a blank in it.
 *
 * @throws {Error} for a word that is not there: the table must be exact
 */
export function runnable(commandLine: string, table: readonly Replacement[]): readonly string[] {
  let line = commandLine;
  for (const [word, instead] of table) {
    if (!line.includes(word)) throw new Error(`the command line has no ${word}`);
    line = line.replaceAll(word, instead);
  }
  return line.split(/\s+/).filter((word) => word !== '');
}

/** Firmware of which every byte is `hlt`: the machine runs, and its CPU sleeps for ever. */
export function sleepingFirmware(bytes: number): Uint8Array {
  return new Uint8Array(bytes).fill(0xf4);
}
