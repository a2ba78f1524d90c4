export { type MockAgent, type MockAgentOptions, startMockAgent } from './agent/mock-agent.js';
export { MockError } from './listen/mock-error.js';
export type { Balloon, BalloonDriver } from './machine/balloon.js';
export type { Machine } from './machine/machine.js';
export type { MachineOptions } from './machine/machine-options.js';
export { type MockQemu, type MockQemuOptions, startMockQemu } from './mock-qemu.js';
export type { Match } from './replay/answers.js';
export { type ReplayLine, TranscriptError } from './replay/replay-line.js';
export { type Replay, type ReplayOptions, startReplay } from './replay/start-replay.js';
