/**
 * `ACTION` makes no sense or kills the machine, `NO_MACHINE` by that name, `NAME` taken, `SCENARIO` breaks a rule, `TIME` does not move by hand,
 * `OPEN_FILES` are too few, `DIRECTORY` cannot be used, `LINE` too long for the control socket.
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

/** The fleet cannot do what is asked of it; the message says why, and what to do. */
export class FleetError extends Error {
  readonly code: FleetErrorCode;

  constructor(code: FleetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}
