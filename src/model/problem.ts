/**
 * Why there is no answer from a guest:
 *
 * - `no-monitor`: QEMU was started without a reachable QMP socket
 * - `stopped`: the process is stopped (SIGSTOP, a debugger)
 * - `frozen`: its control group is frozen (docker pause)
 * - `waiting`: QEMU starts the machine when its owner connects (`wait=on`)
 * - `busy`: another client holds the monitor
 * - `lent`: the daemon that holds the monitor has lent it to another program
 * - `hung`: no client holds the monitor, and it does not answer
 * - `unreachable`: its host did not take the connection, or cannot be found or reached
 * - `late`: there is no answer yet, and it is not the guest's fault: qgauge itself got too little CPU, or the sweep was too
 *   short
 * - `denied`: this user may not connect
 * - `gone`: the process has ended, or its socket is closed
 * - `foreign`: the address is not that of a QMP monitor, or is that of another QEMU
 * - `absent`: the configuration names a guest that does not exist
 * - `failed`: anything else; see the message
 */
export type ProblemKind =
  | 'no-monitor'
  | 'stopped'
  | 'frozen'
  | 'waiting'
  | 'busy'
  | 'lent'
  | 'hung'
  | 'unreachable'
  | 'late'
  | 'denied'
  | 'gone'
  | 'foreign'
  | 'absent'
  | 'failed';

/** Why there is no answer from a guest. */
export interface Problem {
  readonly kind: ProblemKind;
  /** For people: the address, the reason, and what to do. */
  readonly message: string;
}
