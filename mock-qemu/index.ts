export { AGENT_MODES } from './agent/agent-mode.js';
export { type AgentMode, type MockAgent, type MockAgentOptions, startMockAgent } from './agent/mock-agent.js';
export type { Action } from './fleet/action.js';
export { ownThreadIds } from './fleet/as-qemu/own-threads.js';
export { type PidFile, writePidFile } from './fleet/as-qemu/pid-file.js';
export { type QemuArguments, readQemuArguments } from './fleet/as-qemu/read-arguments.js';
export { QemuRefusal } from './fleet/as-qemu/refusal.js';
export { openSilentSockets } from './fleet/as-qemu/silent-sockets.js';
export { versionText } from './fleet/as-qemu/version-text.js';
export { type ControlServer, startControlServer } from './fleet/control-server.js';
export { parseFault } from './fleet/fault-option.js';
export { Fleet, type FleetOptions, type MachineInfo } from './fleet/fleet.js';
export { FleetError, type FleetErrorCode } from './fleet/fleet-error.js';
export type { MachineSpec } from './fleet/machine-spec.js';
export {
  decodeAction,
  decodeScenario,
  parseScenario,
  readScenario,
  type Scenario,
  ScenarioError,
} from './fleet/scenario.js';
export { MockError, type MockErrorCode } from './listen/mock-error.js';
export type { Balloon } from './machine/balloon.js';
export { type BalloonDriver, DRIVER_TEXTS } from './machine/drivers/load-driver.js';
export type { Machine } from './machine/machine.js';
export type { MachineOptions } from './machine/machine-options.js';
export { ManualTime } from './machine/manual-time.js';
export type { MemoryLoad } from './machine/memory-load.js';
export { RUN_STATES } from './machine/run-states.js';
export { type MockQemu, type MockQemuOptions, startMockQemu } from './mock-qemu.js';
export { decodeFault } from './monitor/decode-fault.js';
export {
  FAULT_TABLE,
  type Fault,
  type FaultDescription,
  type FaultKind,
  type FaultOption,
  type FaultOptions,
} from './monitor/fault-table.js';
export type { MonitorOptions } from './monitor/monitor.js';
export type { MockPort, MockPortOptions, PortStep } from './port/mock-port.js';
export { NEWEST_VERSION, type QemuVersion, VERSIONS } from './qapi/versions.js';
export type { Match } from './replay/answers.js';
export { type ReplayLine, TranscriptError } from './replay/replay-line.js';
export { type Replay, type ReplayOptions, startReplay } from './replay/start-replay.js';
