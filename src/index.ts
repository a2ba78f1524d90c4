/**
 * Samples the QEMU guests of a host: once with {@link takeSnapshot}, or at an interval with {@link poll}.
 *
 * The other entries of the package: `qgauge/qmp` (a QMP client), `/qapi` (what a QEMU takes), `/balloon`, `/formats`, `/sinks`,
 * `/transcript`, `/config`, `/terminal`, `/serve`, `/client`, and `/mock` (a mock QEMU for tests).
 *
 * @packageDocumentation
 */

// Every guest of a host, once or at an interval.

export type { Timeouts } from './model/vocabulary.js';
export { LastNames } from './poll/names/last-names.js';
export type { PollOptions } from './poll/poll-options.js';
export { Poller, poll } from './poll/poller.js';
export { type SnapshotOptions, type SnapshotProgress, takeSnapshot } from './poll/take-snapshot.js';

// Which guests there are, without connecting to any.

export { findGuest, findGuests, findTarget, NoSuchGuestError, pickGuest } from './discover/find-guest.js';
export {
  type ListTargetsOptions,
  listTargets,
  type NamedTarget,
  nameGuest,
} from './discover/list-targets.js';
export { type GivenMonitor, type NamedMonitor, parseNamedMonitor } from './discover/named-monitor.js';
export type { MonitorSocket, Target } from './discover/target.js';
export {
  type Address,
  AddressError,
  formatAddress,
  looksLikeAddress,
  parseAddress,
} from './protocol/transport/address.js';

// A monitor that a poller holds, lent to another program for a while.

export type { Borrower, LoanEnd } from './model/lending.js';
export { LendError } from './poll/lend/lend-error.js';
export type { LendOptions } from './poll/lend/lend-guest.js';
export type { Lease } from './poll/lend/loan.js';

// One guest, by its monitor: probed before it is connected to, and let go of.

export { MonitorError } from './monitor/monitor-error.js';
export {
  type FreeBusyMonitor,
  holdMonitor,
  type WithMonitorOptions,
  withMonitor,
} from './monitor/with-monitor.js';
export { GuestSampler, type SamplerOptions } from './poll/sample/guest-sampler.js';
export { QmpClient } from './protocol/qmp/qmp-client.js';

// A snapshot.

export type { CgroupSample } from './model/cgroup-sample.js';
export type { GuestMemory } from './model/guest-memory.js';
export type { HostSample } from './model/host-sample.js';
export type { LinuxSample } from './model/linux-sample.js';
export type { Problem, ProblemKind } from './model/problem.js';
export type { QemuSample } from './model/qemu-sample.js';
export type { GuestRates, HostRates } from './model/rates.js';
export type { QmpCost, SelfSample } from './model/self-sample.js';
export type { Session } from './model/session.js';
export type {
  AgentFacts,
  GuestSnapshot,
  HostSnapshot,
  LastGood,
  NicSnapshot,
  Snapshot,
} from './model/snapshot.js';
export type { Verdict } from './model/verdict.js';

// One process.

export { readProcess } from './linux/process.js';

// Where the kernel's file systems are, for a host that is seen from a container.

export { checkRoots, explainHiding, RootError, type Roots } from './linux/check-roots.js';

// Every error has a stable code: see docs/errors.md.

export { QgaugeError } from './support/errors.js';
export { VERSION } from './support/version.js';
