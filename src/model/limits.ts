/**
 * Every limit on the way to a guest that holds where nothing else is configured. A slow guest costs the others nothing only
 * because each wait has one.
 */
export const LIMITS = {
  /** A monitor that serves another client never greets. */
  greetingMs: 1000,
  commandMs: 2000,
  /** query-block opens every image, on network storage too. */
  slowCommandMs: 10_000,
  /** One guest in one sweep. */
  guestMs: 3000,
  /** All guests of one snapshot. */
  snapshotMs: 3000,
  /** The first report after polling was switched on; a healthy guest answers within milliseconds. */
  firstReportMs: 1000,
  /** A guest without an agent is silent: what an agent adds is not worth more waiting. */
  agentMs: 500,
  /** One answer of an agent that a user asks: as long as libvirt waits for it. */
  agentCommandMs: 5000,
  /** All that a user asks of an agent at one time. */
  agentWorkMs: 20_000,
  /** What thousands of file systems or interfaces take; a guest may send without end. */
  agentAnswerBytes: 1024 * 1024,
  /** A program that the agent runs in the guest. */
  guestProgramMs: 20_000,
  /** A borrowed monitor that is not renewed by then is taken back, in case the borrower hangs. */
  leaseMs: 600_000,
  /** libvirt's limit of a reply; qgauge's questions need a thousandth of it. A larger reply would hold everyone up. */
  replyBytes: 10 * 1024 * 1024,
  /** How many guests are asked side by side: each uses one or two file descriptors, and a process may have a thousand. */
  guestsAtOnce: 400,
} as const;
