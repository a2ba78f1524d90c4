/**
 * Why a guest could not be asked:
 *
 * - `no-monitor`: QEMU was started without a QMP socket that can be reached
 * - `stopped`: the process is stopped (SIGSTOP, a debugger)
 * - `busy`: another client holds the monitor
 * - `hung`: nothing holds the monitor, and no answer comes
 * - `denied`: this user may not connect
 * - `gone`: the process or its socket has ended
 * - `foreign`: what listens at the address is no QMP monitor, or is another QEMU's
 * - `absent`: the configuration names it, and there is no such guest
 * - `failed`: anything else, said in the message
 */
export type ProblemKind =
  | 'no-monitor'
  | 'stopped'
  | 'busy'
  | 'hung'
  | 'denied'
  | 'gone'
  | 'foreign'
  | 'absent'
  | 'failed';

export interface Problem {
  readonly kind: ProblemKind;
  /** For people; names the address and says what to do. */
  readonly message: string;
}
