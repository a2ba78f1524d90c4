/**
 * The root of every error that qgauge throws on purpose. `code` is stable across releases; the message is for people: what
 * failed, why, and what to do.
 *
 *     QgaugeError
 *     ├─ AddressError          protocol/transport/address        the text is not an address
 *     ├─ ConnectError          protocol/transport/connect-error  no connection; `reason` says why
 *     ├─ QmpError              protocol/qmp/errors
 *     │  ├─ GreetingTimeoutError    connected, and received nothing
 *     │  ├─ NotQmpError             received something that is not QMP
 *     │  ├─ NegotiationError        QMP refused qmp_capabilities
 *     │  ├─ FrameTooLargeError      a message over the limit; the connection is closed
 *     │  ├─ ConnectionLostError     the peer closed, or the socket broke
 *     │  ├─ ClientClosedError       close() was called with the command in flight
 *     │  ├─ CommandTimeoutError     no reply in time; the connection stays usable
 *     │  ├─ CommandError            QEMU returned an error; `class` is QEMU's
 *     │  └─ CommandRefusedError     the client's policy does not allow the command
 *     ├─ ArgumentError         protocol/qapi/argument-error      the arguments do not fit the command
 *     ├─ AgentError            protocol/qga/client               the guest agent is silent, or its reply is not valid
 *     ├─ OutputError           sinks/file/atomic-file            a file cannot be written, or a spool cannot be used
 *     ├─ DestinationError      model/destination                 the text is not a destination
 *     ├─ TranscriptError       transcript/read-transcript        the file is not a transcript
 *     ├─ TranscriptFileError   transcript/transcript-file        a transcript cannot be written
 *     ├─ ListenError           transcript/proxy                  the proxy cannot listen on its address
 *     ├─ ConfigError           config/config-error               the configuration cannot be read, or is not valid
 *     └─ UsageError            cli/usage                         the command line is not valid
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

/** The name of the errno (`ENOENT`) of an error from Node; `undefined` when it has none. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The message of anything that was thrown, for a message that wraps it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
