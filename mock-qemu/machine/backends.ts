/** The backends that clients have added to a machine. They have names, and do nothing. */
export class Backends {
  /** Network backends, by id. */
  readonly netdevs = new Set<string>();
  /** Block nodes by name, each with the nodes that use it. */
  readonly nodes = new Map<string, Set<string>>();
  /** Block exports by id, each with its node. */
  readonly exports = new Map<string, string>();
  nbdServerRuns = false;
  dirtyRateIsMeasured = false;
}
