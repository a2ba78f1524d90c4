/**
 * How the agent misbehaves. Every mode but `silent`, `absent`, `no-ff` and `wrong-id` answers a sync correctly, and
 * misbehaves on every other command:
 *
 * - `healthy`: answers correctly
 * - `silent`: the port is open in the guest, but nothing is answered; `absent`: the port is not open in the guest
 * - `no-ff`: leaves out the 0xFF that starts the reply to a delimited sync; `wrong-id`: answers a sync with another id
 * - `huge`, `endless`: sends a reply without a line end, many MiB long or until the client disconnects
 * - `late`: answers after `lateMs`; `trickle`: sends one byte at a time, with a pause of `trickleMs` after each
 * - `closes`: sends half a reply and closes the connection; `duplicate`: sends every reply twice
 * - `wrong-types`, `control-characters`: sends well-formed JSON with unexpected types, or with control characters
 * - `error`: refuses every command
 */
export type AgentMode =
  | 'healthy'
  | 'silent'
  | 'absent'
  | 'no-ff'
  | 'wrong-id'
  | 'huge'
  | 'endless'
  | 'late'
  | 'trickle'
  | 'closes'
  | 'duplicate'
  | 'wrong-types'
  | 'control-characters'
  | 'error';

/** How an agent answers, with the options of its mode. */
export interface AgentBehaviour {
  readonly mode?: AgentMode;
  readonly hostName?: string;
  /** The size of the reply of `huge` (default: 16). */
  readonly mebibytes?: number;
  /** The delay of `late`, in guest time (default: 3000). */
  readonly lateMs?: number;
  /** The pause of `trickle` after each byte, in guest time (default: 100). */
  readonly trickleMs?: number;
}
