/**
 * qgauge as a library: everything that the command line is made of.
 *
 * @packageDocumentation
 */

// The configuration file.
export type { Config, GuestConfig, SinkConfig, SpoolConfig, TimeoutsConfig } from './config/config.js';
export { ConfigError } from './config/config-error.js';
export { parseConfig } from './config/parse-config.js';
export { readConfig } from './config/read-config.js';
export { type BalloonLook, BalloonWatch, presentOf } from './diagnose/balloon-watch.js';
// A balloon on the bench: what it is, what is wrong with it, and whether its driver does what it must.
export { Bench, type BenchOptions, type SeenReport } from './diagnose/bench.js';
export { CHECK_CASES, type CheckOptions, type CheckRun, runCheck } from './diagnose/check.js';
export type { CheckCase, Outcome } from './diagnose/check-case.js';
export { type Examination, type ExamineOptions, examine } from './diagnose/examine.js';
export { type Judgement, type JudgeOptions, judge, judgeUnasked } from './diagnose/judge.js';
export { type Resized, type ResizeOptions, resizeBalloon } from './diagnose/resize-balloon.js';
export { VERDICTS, type VerdictEntry } from './diagnose/verdicts.js';
// What is here, without asking anybody.
export { discover } from './discover/discover.js';
export type { QemuProcess } from './discover/qemu-processes.js';
export { SocketTables } from './discover/socket-tables.js';
export type { Monitor, Target } from './discover/target.js';
// A snapshot as text.
export { type BalloonEntry, encodeBalloon } from './encode/balloon-json.js';
export { encodeBalloonTable } from './encode/balloon-table.js';
export { encodeBalloonText, encodeDiagnosis } from './encode/balloon-text.js';
export { createWatchPrinter, type WatchFormat } from './encode/balloon-watch.js';
export { encodeJunit } from './encode/check-junit.js';
export { encodeCaseLine, encodeCheckSummary } from './encode/check-table.js';
export { encodeTap } from './encode/check-tap.js';
export { compress } from './encode/compress.js';
export { encodeGuestList, type GuestList, type GuestListEntry } from './encode/guest-list.js';
export {
  encodeHvMonitor,
  findOverlongNames,
  formatHvMonitor,
  type HvMonitorOptions,
} from './encode/hv-monitor.js';
export type { HvMonitorRecord, HvMonitorTotals, HvMonitorVm } from './encode/hv-monitor-record.js';
export {
  METRIC_GROUPS,
  type MetricGroup,
  PRINTER_NAMES,
  type Printer,
  type PrinterName,
  type PrinterOptions,
} from './encode/printer.js';
export { createPrinter } from './encode/printers.js';
export { encodeTable } from './encode/table.js';
export type { WatchPrinter } from './encode/watch-printer.js';
export { BalloonLooker, type BalloonReading } from './guest/balloon-looker.js';
// A QMP client that knows QEMU's commands and events.
export type { QemuExecutor } from './guest/qemu-executor.js';
export { QmpClient } from './guest/qmp-client.js';
export {
  type QomLink,
  type QomNode,
  type QomTree,
  type QomTreeOptions,
  readQomTree,
} from './guest/qom-tree.js';
// One process.
export { readProcess } from './host/process.js';
export type { BalloonDevice, BalloonReport, BalloonSample } from './model/balloon.js';
export type { BalloonDeviceState, BalloonDriverState } from './model/balloon-device-state.js';
export type { BalloonFinding, BalloonVerdict, Severity } from './model/balloon-finding.js';
export { type BalloonStat, balloonStat, orderStats } from './model/balloon-stats.js';
export type { WatchEvent, WatchIntro, WatchItem, WatchSample } from './model/balloon-watch.js';
// The data.
export type {
  CgroupCpu,
  CgroupIo,
  CgroupMemory,
  CgroupSample,
} from './model/cgroup-sample.js';
export type { CaseResult, CheckReport } from './model/check-report.js';
export type { Disk, DiskCounters, DiskImage, InternalSnapshot } from './model/disk.js';
export { guestRates } from './model/guest-rates.js';
export type {
  Display,
  GuestNic,
  GuestSample,
  Iothread,
  MemorySize,
  PartFailure,
  Vcpu,
} from './model/guest-sample.js';
export { hostRates } from './model/host-rates.js';
export type {
  CpuTimes,
  HostCpu,
  HostDisk,
  HostDiskCounters,
  HostNet,
  HostSample,
  HugepagePool,
  Ksm,
  Pressure,
  PressureOf,
  Stall,
  SwapTraffic,
} from './model/host-sample.js';
export type { NetCounters, NetInterface } from './model/net-interface.js';
export type { Problem, ProblemKind } from './model/problem.js';
export type { ProcessIo, ProcessSample, ThreadSample } from './model/process-sample.js';
export type {
  DiskRates,
  GuestRates,
  HostDiskRates,
  HostNetRates,
  HostRates,
  PerSecond,
  ProcessCounters,
  ThreadRates,
} from './model/rates.js';
export { type Arrival, ReportArrivals } from './model/report-arrivals.js';
export type { RunState } from './model/run-state.js';
export type { QmpCost, SelfSample } from './model/self-sample.js';
export type { Session } from './model/session.js';
export type {
  AgentAddress,
  AgentFacts,
  GuestSnapshot,
  HostSnapshot,
  LastGood,
  NicSnapshot,
  Snapshot,
} from './model/snapshot.js';
export type { GuestMemory, MemoryVerdict } from './model/verdict.js';
// Errors; support/errors.ts draws their tree.
export { type FileContent, OutputError, writeFilesAtomically } from './output/atomic-file.js';
// Where the texts of a stream go.
export { defaultSpoolDirectory, openSink, type SinkOptions } from './output/open-sink.js';
export type { Sink, SinkStatistics } from './output/sink.js';
export { parseTarget, type Target as SinkTarget, TargetError } from './output/target.js';
// One guest on a connection that you hold.
export { GuestSession, type SessionOptions } from './poll/guest-session.js';
export { type ListTargetsOptions, listTargets, type NamedTarget } from './poll/list-targets.js';
export type { NamedMonitor } from './poll/named-targets.js';
// Every guest of a host, again and again.
export { poll } from './poll/poll.js';
export type { PollOptions, Timeouts } from './poll/poll-options.js';
export { Poller } from './poll/poller.js';
// One look at every guest of a host.
export { type SnapshotOptions, takeSnapshot } from './poll/snapshot.js';
export { sampleOnce, type VisitOptions, visitGuest } from './poll/visit-guest.js';
// What a command takes, as QEMU's introspection says it.
export { ArgumentError } from './qapi/argument-error.js';
export type { QemuCommands } from './qapi/commands.js';
export { type Completion, completeLine } from './qapi/complete-line.js';
export type { QemuEvents } from './qapi/events.js';
export { Introspection, type SchemaEntry } from './qapi/introspection.js';
export { guessArguments, parseArguments } from './qapi/parse-arguments.js';
export {
  INTROSPECTED_VERSIONS,
  type IntrospectedVersion,
  nearestIntrospected,
  readIntrospection,
} from './qapi/read-introspection.js';
export { type SplitLine, splitLine } from './qapi/split-line.js';
export type * as qapi from './qapi/types.js';
export { AgentError } from './qga/client.js';
// A QMP client of no particular QEMU.
export type { Anomalies } from './qmp/anomalies.js';
export { QmpClient as GenericQmpClient } from './qmp/client.js';
export type { QmpClientOptions } from './qmp/client-options.js';
export type { CommandArguments, CommandMap, UntypedCommands } from './qmp/command-map.js';
export {
  ClientClosedError,
  CommandError,
  CommandRefusedError,
  CommandTimeoutError,
  ConnectionLostError,
  FrameTooLargeError,
  GreetingTimeoutError,
  NegotiationError,
  NotQmpError,
  QmpError,
} from './qmp/errors.js';
export type { AnyEventOf, EventMap, EventOf, UntypedEvents } from './qmp/event-map.js';
export type { EventStream, QmpEvent } from './qmp/events.js';
export type { ExecuteOptions, Executor } from './qmp/executor.js';
export type { Greeting, QemuVersion } from './qmp/greeting.js';
// Transcripts: what was said on a monitor.
export { ConversationRecorder, type RecorderOptions } from './record/conversation-recorder.js';
export {
  ListenError,
  type RecordingProxy,
  type RecordingProxyOptions,
  startRecordingProxy,
} from './record/proxy.js';
export {
  parseTranscript,
  readTranscript,
  type Transcript,
  TranscriptError,
} from './record/read-transcript.js';
export { Redactor, redactTranscript, type SecretWords } from './record/redactor.js';
export { tapStream } from './record/tapped-stream.js';
export { TranscriptFile, TranscriptFileError } from './record/transcript-file.js';
export type { TranscriptHeader, TranscriptLine } from './record/transcript-line.js';
export { QgaugeError } from './support/errors.js';
export { stringifyJson } from './support/lossless-json.js';
export { VERSION } from './support/version.js';
export {
  type Address,
  AddressError,
  formatAddress,
  parseAddress,
  type TcpAddress,
  type UnixAddress,
} from './transport/address.js';
export { ConnectError, type ConnectFailure } from './transport/connect-error.js';
