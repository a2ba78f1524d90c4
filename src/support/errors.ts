/**
 * The root of every error that qgauge throws on purpose. `code` is stable across releases; the message is for
 * people, and says what failed, why, and what to do.
 *
 *     QgaugeError
 *     ├─ AddressError              transport/address     the text is not an address
 *     ├─ ConnectError              transport/connect-error  no connection; `reason` says which way it failed
 *     ├─ QmpError                  qmp/errors
 *     │  ├─ GreetingTimeoutError                         connected, and nothing came
 *     │  ├─ NotQmpError                                  something came, and it is not QMP
 *     │  ├─ NegotiationError                             QMP refused qmp_capabilities
 *     │  ├─ FrameTooLargeError                           a message over the limit; the connection is closed
 *     │  ├─ ConnectionLostError                          the peer closed, or the socket broke
 *     │  ├─ ClientClosedError                            close() was called with the command in flight
 *     │  ├─ CommandTimeoutError                          no reply in time; the connection stays usable
 *     │  ├─ CommandError                                 QEMU answered with an error; `class` is QEMU's
 *     │  └─ CommandRefusedError                          the client's policy does not let the command out
 *     ├─ ArgumentError             qapi/argument-error  a command takes no such arguments
 *     ├─ AgentError                qga/client            the guest agent is silent, or talks nonsense
 *     ├─ OutputError               output/atomic-file    a file could not be written, or a spool not be used
 *     ├─ TargetError               output/target         the text names no place to send texts to
 *     ├─ TranscriptError           record/read-transcript  a file is no transcript
 *     ├─ TranscriptFileError       record/transcript-file  a transcript cannot be written
 *     ├─ ListenError               record/proxy          the proxy cannot have its address
 *     ├─ ConfigError               config/config-error   the configuration file makes no sense, or cannot be read
 *     └─ UsageError                cli/usage             the command line makes no sense
 *
 * An aborted AbortSignal rejects with the signal's own reason, never with one of these.
 */
export class QgaugeError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The errno name (`ENOENT`) of an error from Node, `undefined` when it has none. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What went wrong in one line, for a message that wraps it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
