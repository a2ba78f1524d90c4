/**
 * `qgauge/formats`: snapshots, guest lists, balloons and check reports as text.
 *
 * @packageDocumentation
 */

// Snapshots, one after the other: kvmtop's text and JSON, ndjson, CSV, InfluxDB lines, HV::Monitor records.

export { findMissingDevices } from '../formats/host-devices.js';
export type { Printer, PrinterOptions } from '../formats/printer.js';
export { createPrinter } from '../formats/printers.js';
export {
  COLLECT_FORMATS,
  type CollectFormat,
  DEFAULT_METRIC_GROUPS,
  DEFAULT_PRINTER,
  METRIC_GROUPS,
  type MetricGroup,
  PRINTER_NAMES,
  type PrinterName,
  TERMINAL_PRINTER,
} from '../model/vocabulary.js';

// One HV::Monitor record, as LibreNMS reads it.

export { COMPRESSED_SUFFIX, compress, compressAside } from '../formats/hv-monitor/compress.js';
export {
  encodeHvMonitor,
  findOverlongNames,
  formatHvMonitor,
  type HvMonitorOptions,
} from '../formats/hv-monitor/hv-monitor.js';
export type { HvMonitorRecord, HvMonitorTotals, HvMonitorVm } from '../formats/hv-monitor/record.js';

// Metrics, as Prometheus scrapes them.

export { type Labels, labelText } from '../formats/prometheus/label-text.js';
export {
  type MetricFamily,
  type MetricType,
  type Sample,
  unitOf,
} from '../formats/prometheus/metric-family.js';
export { METRIC_SETS, type MetricSetName } from '../formats/prometheus/metric-sets.js';
export { encodePrometheus, type PrometheusOptions } from '../formats/prometheus/prometheus.js';

// A list of guests, for programs and for people.

export { encodeGuestList, type GuestList, type GuestListEntry } from '../formats/list/guest-list.js';
export { encodeTable, GUEST_TABLE } from '../formats/list/table.js';

// Tables of which a user chooses columns, order and rows.

export { encodeItems, layoutTable } from '../formats/table/layout.js';
export { type TableColumn, tableColumn } from '../formats/table/table-column.js';
export { TableError } from '../formats/table/table-error.js';
export { type ItemTable, type TableChoice, type TableView, viewTable } from '../formats/table/table-view.js';

// The figures of a guest as `virsh domstats` prints them.

export { domainStats, domstatsJson, encodeDomstats } from '../formats/domstats/domstats.js';
export {
  DOMSTATS_GROUPS,
  type DomstatsGroup,
  type DomstatsOptions,
  type Stat,
} from '../formats/domstats/stat.js';
export { type LibvirtState, libvirtStateOf } from '../model/libvirt-state.js';

// What virsh prints of one domain.

export {
  encodeBlockInfo,
  encodeBlockInfos,
  encodeBlockList,
  encodeBlockStats,
  encodeDiskErrors,
} from '../formats/domain/block-text.js';
export { displayUris } from '../formats/domain/display-uri.js';
export { type EventLineOptions, encodeEventLine } from '../formats/domain/event-line.js';
export { encodeGuestInfo, guestInfoPairs } from '../formats/domain/guest-info.js';
export {
  encodeAddresses,
  encodeInterfaceList,
  encodeInterfaceStats,
  type PrintedInterface,
} from '../formats/domain/interface-text.js';
export { encodeBlockJob, encodeDirtyRate, encodeJobStats } from '../formats/domain/job-text.js';
export { parameterLines } from '../formats/domain/parameter-lines.js';
export { encodeCheckpointList, encodeSnapshotList } from '../formats/domain/snapshot-text.js';
export { encodeBlkioParameters, encodeIoTune } from '../formats/domain/tune-text.js';
export { encodeVcpus, type VcpuTextOptions } from '../formats/domain/vcpu-text.js';
export { labelled, listed, NONE, type Printable, prettySize, table } from '../formats/domain/virsh-text.js';

// The screens of top.

export { encodeFrame, type FrameOptions } from '../formats/top/frame-text.js';
export { groupColumns } from '../formats/top/group-columns.js';
export { TOP_SCREENS, type TopSourceOptions, topSourceOf } from '../formats/top/screens.js';
export { createTopCsv, type TopCsv } from '../formats/top/top-csv.js';
export type {
  ScreenRows,
  ScreenView,
  TopRow,
  TopScreen,
  TopSource,
  ViewChoice,
} from '../formats/top/top-screen.js';

// Balloons.

export { type BalloonEntry, encodeBalloon } from '../formats/balloon/json.js';
export { BALLOON_TABLE, encodeBalloonTable } from '../formats/balloon/table.js';
export { encodeBalloonText, encodeDiagnosis } from '../formats/balloon/text.js';
export { createWatchPrinter, type WatchFormat } from '../formats/balloon/watch.js';
export type { WatchPrinter } from '../formats/balloon/watch-printer.js';

// Reports of a conformance run.

export { encodeJunit } from '../formats/check/junit.js';
export { encodeCaseLine, encodeCheckSummary } from '../formats/check/table.js';
export { encodeTap } from '../formats/check/tap.js';
export { CHECK_FORMATS, type CheckFormat } from '../model/vocabulary.js';

// JSON in which every digit of an integer survives.

export { stringifyJson } from '../support/lossless-json.js';
