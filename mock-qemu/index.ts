export { type AgentMode, type MockAgent, type MockAgentOptions, startMockAgent } from './agent/mock-agent.js';
export { MockError } from './listen/mock-error.js';
export type { Balloon } from './machine/balloon.js';
export type { BalloonDriver } from './machine/drivers/load-driver.js';
export type { Machine } from './machine/machine.js';
export type { MachineOptions } from './machine/machine-options.js';
export { ManualTime } from './machine/manual-time.js';
export type { MemoryLoad } from './machine/memory-load.js';
export { type MockQemu, type MockQemuOptions, startMockQemu } from './mock-qemu.js';
