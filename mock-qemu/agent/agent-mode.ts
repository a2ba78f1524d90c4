/**
 * How the agent misbehaves, each mode with what it does. Every mode but `silent`, `absent`, `no-ff` and `wrong-id` answers
 * a sync correctly, and misbehaves on every other command.
 */
export const AGENT_MODES = {
  healthy: 'answers correctly',
  silent: 'the port is open in the guest, and nothing is answered',
  absent: 'the port is not open in the guest, as where no agent is installed',
  'no-ff': 'leaves out the 0xFF that starts the reply to guest-sync-delimited',
  'wrong-id': 'answers a sync with another id',
  huge: 'sends a reply of mebibytes (default: 16) without a line end',
  endless: 'sends a reply without end, until the client disconnects',
  late: 'answers after lateMs (default: 3000) of guest time',
  trickle: 'sends one byte at a time, with a pause of trickleMs (default: 100) after each',
  closes: 'sends half a reply, and closes the connection',
  duplicate: 'sends every reply twice',
  'wrong-types': 'sends well-formed JSON with unexpected types',
  'control-characters': 'sends texts with control characters',
  'big-integers': 'sends 2^63 in the place of every number',
  error: 'refuses every command',
} as const satisfies Readonly<Record<string, string>>;

/** See {@link AGENT_MODES}. */
export type AgentMode = keyof typeof AGENT_MODES;

/** How an agent answers, with the options of its mode. */
export interface AgentBehaviour {
  readonly mode?: AgentMode;
  readonly hostName?: string;
  /** The version of qemu-ga (default: 7.2.22). From 10.0 on it has guest-get-load. */
  readonly version?: string;
  /** Commands that its configuration forbids (default: none). */
  readonly forbidden?: readonly string[];
  /** The size of the reply of `huge` (default: 16). */
  readonly mebibytes?: number;
  /** The delay of `late`, in guest time (default: 3000). */
  readonly lateMs?: number;
  /** The pause of `trickle` after each byte, in guest time (default: 100). */
  readonly trickleMs?: number;
}
