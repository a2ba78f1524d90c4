/**
 * `qgauge/serve`: the daemon that measures every guest of a host, and answers from its last sweep.
 *
 * @packageDocumentation
 */

export { EVENT_KINDS, type EventKind, type GuestEvent } from '../model/guest-event.js';
export { type AppOptions, createApp } from '../serve/app.js';
export { ChannelServer, type ChannelServerOptions } from '../serve/channel/channel-server.js';
export { checkWebFiles, type WebFiles } from '../serve/check-web-files.js';
export { Daemon, type DaemonOptions } from '../serve/daemon.js';
export { type HistoryQuery, RESOLUTIONS, type Resolution, type Row } from '../serve/history/history.js';
export { SERIES_NAMES, type SeriesName } from '../serve/history/series.js';
export type { HttpFigures, HttpServer, HttpServerOptions } from '../serve/http/http-server.js';
export { DEFAULT_TCP, type Listen, parseListen } from '../serve/http/listen/listen.js';
export { startHttpServer } from '../serve/http/start-http-server.js';
export { type LendServer, type LendServerOptions, startLendServer } from '../serve/lend/lend-server.js';
export { isStale, type Published } from '../serve/published.js';
export { notifySystemd, takeInheritedSockets } from '../serve/systemd.js';
export { runtimeDirectory } from '../support/runtime-directory.js';
