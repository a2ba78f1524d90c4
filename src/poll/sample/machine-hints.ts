import type { Target } from '../../discover/target.js';

/**
 * What is known of a machine in advance, and need not be asked: QEMU's main loop makes a system call for each byte of a
 * request.
 */
export interface MachineHints {
  /** Whether it may have a network card without a -device. */
  readonly builtInNics: boolean;
  readonly vnc: boolean;
  readonly spice: boolean;
}

/** What the command line of a target's process rules out; `undefined` when no process is known. */
export function hintsOf({ process }: Target): MachineHints | undefined {
  if (process === undefined) return undefined;
  const { mayHaveBuiltInNic, mayHaveVnc, mayHaveSpice } = process.commandLine;
  return { builtInNics: mayHaveBuiltInNic, vnc: mayHaveVnc, spice: mayHaveSpice };
}
