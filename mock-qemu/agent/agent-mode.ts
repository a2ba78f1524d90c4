/**
 * How the guest misbehaves. Every mode but `silent`, `absent`, `no-ff` and `wrong-id` synchronises well, and then to
 * every other command:
 *
 * - `silent`: somebody has the port open and says nothing; `absent`: nobody has
 * - `no-ff`: leaves out the 0xFF that a delimited sync is answered with; `wrong-id`: answers somebody else's sync
 * - `huge`, `endless`: a reply without a line end, of many MiB or until the client leaves
 * - `late`: answers after its client has lost patience; `trickle`: sends one byte after the other, with pauses
 * - `closes`: half a reply, and the end of the connection; `duplicate`: every reply twice
 * - `wrong-types`, `control-characters`: well-formed JSON with what nobody expects in it
 * - `error`: refuses
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

export interface AgentBehaviour {
  readonly mode?: AgentMode;
  readonly hostName?: string;
  /** How much `huge` sends; 16 unless told. */
  readonly mebibytes?: number;
  /** How long `late` thinks; 3000 unless told. */
  readonly lateMs?: number;
  /** How long `trickle` pauses after each byte; 100 unless told. */
  readonly trickleMs?: number;
}
