/** What a client may add to a machine besides devices: each is known by its name, and does nothing. */
export class Backends {
  /** Network backends that were added by command. */
  readonly netdevs = new Set<string>();
  /** Block nodes that were added by command, each with the nodes that stand on it. */
  readonly nodes = new Map<string, Set<string>>();
  /** Block exports by id, with the node that each one shows. */
  readonly exports = new Map<string, string>();
  nbdServerRuns = false;
  dirtyRateIsMeasured = false;
}
