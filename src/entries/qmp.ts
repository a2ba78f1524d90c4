/**
 * `qgauge/qmp`: a QMP client alone. It reads only, unless it is opened with `control: true`.
 *
 * @packageDocumentation
 */

// The client.

export type { Anomalies } from '../protocol/qmp/anomalies.js';
export type { QmpClientOptions } from '../protocol/qmp/client-options.js';
export type { EventStream, QmpEvent } from '../protocol/qmp/events.js';
export type { ExecuteOptions, Executor } from '../protocol/qmp/executor.js';
export type { Greeting, QemuVersion } from '../protocol/qmp/greeting.js';
export type { Sent } from '../protocol/qmp/outbox.js';
export { type QemuExecutor, QmpClient, type QmpClientClass } from '../protocol/qmp/qmp-client.js';
export { type Address, AddressError, formatAddress, parseAddress } from '../protocol/transport/address.js';

// QEMU's commands and events, and the integers in them.

export type { QemuCommands } from '../protocol/qapi/commands.js';
export type { QemuEvents } from '../protocol/qapi/events.js';
export { toNumber } from '../protocol/qapi/to-number.js';
export type * as qapi from '../protocol/qapi/types.js';

// A client with commands and events of another program.

export type { CommandArguments, CommandMap, UntypedCommands } from '../protocol/qmp/command-map.js';
export type { AnyEventOf, EventMap, EventOf, UntypedEvents } from '../protocol/qmp/event-map.js';
export { GenericQmpClient } from '../protocol/qmp/generic-qmp-client.js';

// What a client may send.

export {
  isMachinePath,
  judgeCommand,
  type Permissions,
  type Refusal,
} from '../protocol/qmp/command-policy.js';

// What goes wrong.

export {
  ClientClosedError,
  CommandError,
  CommandRefusedError,
  CommandTimeoutError,
  ConnectionLostError,
  FrameTooLargeError,
  GreetingTimeoutError,
  NegotiationError,
  NotQmpError,
  QmpError,
} from '../protocol/qmp/errors.js';
export { ConnectError, type ConnectFailure } from '../protocol/transport/connect-error.js';
export { QgaugeError } from '../support/errors.js';
