/**
 * - `ERR_FLEET_ACTION`: the action is not valid, not possible in the machine's state, or has killed the machine
 * - `ERR_FLEET_NO_MACHINE`: no machine has this name
 * - `ERR_FLEET_NAME`: another machine has this name
 * - `ERR_FLEET_SCENARIO`: the scenario cannot be read, or is not valid
 * - `ERR_FLEET_TIME`: the fleet runs in real time, which cannot be advanced
 * - `ERR_FLEET_OPEN_FILES`: the machines need more open files than this process may have
 * - `ERR_FLEET_DIRECTORY`: the directory for sockets cannot be used
 * - `ERR_FLEET_LINE`: a line on the control socket is too long
 */
export type FleetErrorCode =
  | 'ERR_FLEET_ACTION'
  | 'ERR_FLEET_NO_MACHINE'
  | 'ERR_FLEET_NAME'
  | 'ERR_FLEET_SCENARIO'
  | 'ERR_FLEET_TIME'
  | 'ERR_FLEET_OPEN_FILES'
  | 'ERR_FLEET_DIRECTORY'
  | 'ERR_FLEET_LINE';

/** The fleet cannot do what was requested. The message says why, and where possible what to do. */
export class FleetError extends Error {
  readonly code: FleetErrorCode;

  constructor(code: FleetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}
