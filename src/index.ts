/**
 * qgauge as a library: everything that the command line is made of.
 *
 * @packageDocumentation
 */

export { type BalloonLook, BalloonWatch, presentOf } from './balloon/balloon-watch.js';
export type { CheckCase, Outcome } from './balloon/check-case.js';
// A balloon on the bench: what it is, what is wrong with it, and whether its driver does what it must.
export { DriverBench, type DriverBenchOptions, type SeenReport } from './balloon/driver-bench.js';
export { type Examination, type ExamineOptions, examine } from './balloon/examine.js';
export { type Judgement, type JudgeOptions, judge, judgeUnasked } from './balloon/judge.js';
export { type Resized, type ResizeOptions, resizeBalloon } from './balloon/resize-balloon.js';
export { CHECK_CASES, type CheckOptions, type CheckRun, runCheck } from './balloon/run-check.js';
export { VERDICTS, type VerdictEntry } from './balloon/verdicts.js';
// The configuration file.
export type { Config, GuestConfig, SinkConfig, SpoolConfig } from './config/config.js';
export { ConfigError } from './config/config-error.js';
export { parseConfig } from './config/parse-config.js';
export { readConfig } from './config/read-config.js';
// What is here, without asking anybody.
export { discover } from './discover/discover.js';
export { type ListTargetsOptions, listTargets, type NamedTarget } from './discover/list-targets.js';
export type { NamedMonitor } from './discover/named-targets.js';
export type { QemuProcess } from './discover/qemu-processes.js';
export { SocketTables } from './discover/socket-tables.js';
export type { MonitorSocket, Target } from './discover/target.js';
// A snapshot as text.
export { type BalloonEntry, encodeBalloon } from './formats/balloon/json.js';
export { encodeBalloonTable } from './formats/balloon/table.js';
export { encodeBalloonText, encodeDiagnosis } from './formats/balloon/text.js';
export { createWatchPrinter, type WatchFormat } from './formats/balloon/watch.js';
export type { WatchPrinter } from './formats/balloon/watch-printer.js';
export { encodeJunit } from './formats/check/junit.js';
export { encodeCaseLine, encodeCheckSummary } from './formats/check/table.js';
export { encodeTap } from './formats/check/tap.js';
export { compress } from './formats/hv-monitor/compress.js';
export {
  encodeHvMonitor,
  findOverlongNames,
  formatHvMonitor,
  type HvMonitorOptions,
} from './formats/hv-monitor/hv-monitor.js';
export type { HvMonitorRecord, HvMonitorTotals, HvMonitorVm } from './formats/hv-monitor/record.js';
export { encodeGuestList, type GuestList, type GuestListEntry } from './formats/list/guest-list.js';
export { encodeTable } from './formats/list/table.js';
export type { Printer, PrinterOptions } from './formats/printer.js';
export { createPrinter } from './formats/printers.js';
// One process.
export { readProcess } from './linux/process.js';
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
export { type Destination, DestinationError, parseDestination } from './model/destination.js';
export type { Disk, DiskCounters, DiskImage, InternalSnapshot } from './model/disk.js';
export { guestRates } from './model/guest-rates.js';
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
export type { LinuxSample, ProcessIo, ThreadSample } from './model/linux-sample.js';
export type { NetCounters, NetInterface } from './model/net-interface.js';
export type { Problem, ProblemKind } from './model/problem.js';
export type {
  Display,
  GuestNic,
  Iothread,
  MemorySize,
  PartFailure,
  QemuSample,
  Vcpu,
} from './model/qemu-sample.js';
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
export {
  METRIC_GROUPS,
  type MetricGroup,
  PRINTER_NAMES,
  type PrinterName,
  type Timeouts,
} from './model/vocabulary.js';
export { openMonitorStream, type WithMonitorOptions, withMonitor } from './monitor/with-monitor.js';
export type { PollOptions } from './poll/poll-options.js';
// Every guest of a host, again and again.
export { Poller, poll } from './poll/poller.js';
// One guest on a connection that you hold.
export { GuestSampler, type SamplerOptions } from './poll/sample/guest-sampler.js';
export { sampleOnce } from './poll/sample/sample-once.js';
// One look at every guest of a host.
export { type SnapshotOptions, takeSnapshot } from './poll/take-snapshot.js';
// What a command takes, as QEMU's introspection says it.
export { ArgumentError } from './protocol/qapi/argument-error.js';
export type { QemuCommands } from './protocol/qapi/commands.js';
export { type Completion, completeLine } from './protocol/qapi/complete-line.js';
export type { QemuEvents } from './protocol/qapi/events.js';
export { Introspection, type SchemaEntry } from './protocol/qapi/introspection.js';
export { guessArguments, parseArguments } from './protocol/qapi/parse-arguments.js';
export {
  INTROSPECTED_VERSIONS,
  type IntrospectedVersion,
  nearestIntrospected,
  readIntrospection,
} from './protocol/qapi/read-introspection.js';
export { type SplitLine, splitLine } from './protocol/qapi/split-line.js';
export { toNumber } from './protocol/qapi/to-number.js';
export type * as qapi from './protocol/qapi/types.js';
export { AgentError } from './protocol/qga/client.js';
// A QMP client of no particular QEMU.
export type { Anomalies } from './protocol/qmp/anomalies.js';
export type { QmpClientOptions } from './protocol/qmp/client-options.js';
export type { CommandArguments, CommandMap, UntypedCommands } from './protocol/qmp/command-map.js';
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
} from './protocol/qmp/errors.js';
export type { AnyEventOf, EventMap, EventOf, UntypedEvents } from './protocol/qmp/event-map.js';
export type { EventStream, QmpEvent } from './protocol/qmp/events.js';
export type { ExecuteOptions, Executor } from './protocol/qmp/executor.js';
export { GenericQmpClient } from './protocol/qmp/generic-qmp-client.js';
export type { Greeting, QemuVersion } from './protocol/qmp/greeting.js';
// A QMP client of QEMU's own commands and events.
export { type QemuExecutor, QmpClient } from './protocol/qmp/qmp-client.js';
export {
  type Address,
  AddressError,
  formatAddress,
  parseAddress,
  type TcpAddress,
  type UnixAddress,
} from './protocol/transport/address.js';
export { ConnectError, type ConnectFailure } from './protocol/transport/connect-error.js';
export { BalloonSampler, type BalloonState } from './qemu/balloon-sampler.js';
// A QMP client that knows QEMU's commands and events.
export {
  type QomLink,
  type QomNode,
  type QomTree,
  type QomTreeOptions,
  readQomTree,
} from './qemu/qom-tree.js';
// Errors; support/errors.ts draws their tree.
export { type FileContent, OutputError, writeFilesAtomically } from './sinks/file/atomic-file.js';
// Where the texts of a stream go.
export { defaultSpoolDirectory, openSink, type SinkOptions } from './sinks/open-sink.js';
export type { Sink, SinkStatistics } from './sinks/sink.js';
export { QgaugeError } from './support/errors.js';
export { stringifyJson } from './support/lossless-json.js';
export { VERSION } from './support/version.js';
// Transcripts: what was said on a monitor.
export { ConversationRecorder, type RecorderOptions } from './transcript/conversation-recorder.js';
export {
  ListenError,
  type RecordingProxy,
  type RecordingProxyOptions,
  startRecordingProxy,
} from './transcript/proxy.js';
export {
  parseTranscript,
  readTranscript,
  type Transcript,
  TranscriptError,
} from './transcript/read-transcript.js';
export { Redactor, redactTranscript, type SecretWords } from './transcript/redactor.js';
export { tapStream } from './transcript/tapped-stream.js';
export { TranscriptFile, TranscriptFileError } from './transcript/transcript-file.js';
export type { TranscriptHeader, TranscriptLine } from './transcript/transcript-line.js';
