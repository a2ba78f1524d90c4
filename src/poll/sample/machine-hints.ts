import type { Target } from '../../discover/target.js';

/**
 * What is known of a machine before it is asked, and need not be asked then: every byte of a request costs the guest's
 * main loop a system call.
 */
export interface MachineHints {
  /** Whether it may have a network card that no -device has made. */
  readonly builtInNics: boolean;
  readonly vnc: boolean;
  readonly spice: boolean;
}

/** What the command line of a target's process rules out; `undefined` where no process is known. */
export function hintsOf({ process }: Target): MachineHints | undefined {
  if (process === undefined) return undefined;
  const { mayHaveBuiltInNic, mayHaveVnc, mayHaveSpice } = process.commandLine;
  return { builtInNics: mayHaveBuiltInNic, vnc: mayHaveVnc, spice: mayHaveSpice };
}
