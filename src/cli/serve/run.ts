import { join } from 'node:path';
import type { Config } from '../../config/config.js';
import { ConfigError } from '../../config/config-error.js';
import { checkRoots, explainHiding } from '../../linux/check-roots.js';
import { LEND_SOCKET } from '../../model/lend-protocol.js';
import { createApp } from '../../serve/app.js';
import { ChannelServer } from '../../serve/channel/channel-server.js';
import { checkWebFiles } from '../../serve/check-web-files.js';
import { Daemon } from '../../serve/daemon.js';
import type { HttpFigures } from '../../serve/http/http-server.js';
import { startHttpServer } from '../../serve/http/start-http-server.js';
import { startLendServer } from '../../serve/lend/lend-server.js';
import { notifySystemd } from '../../serve/systemd.js';
import { messageOf } from '../../support/errors.js';
import { runtimeDirectory } from '../../support/runtime-directory.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { collectOften } from '../collect-often.js';
import { type Context, EXIT } from '../context.js';
import { mergeCalls } from '../merge-calls.js';
import { describeCheck, readConfigOf } from '../read-config.js';
import { ProblemLog } from '../stream/problem-log.js';
import type { ServeOptions } from './command.js';
import { chooseListeners } from './listeners.js';
import { pollSettings } from './settings.js';

const HOLDS_NOBODY =
  'hold: true is of qgauge stream: write hold for a guest whose monitor is to be held, since others cannot use it then';
/** How long clients may take to end after the signal. */
const DRAIN_MS = 1500;

/** Measures and answers until the signal fires. SIGHUP makes it read its configuration again. */
export async function serve(options: ServeOptions, context: Context): Promise<number> {
  collectOften();
  let reload = (): void => undefined;
  // Before anything starts: a SIGHUP in the middle would end the process.
  using _reloading = context.onReload(() => reload());
  const { signal } = context;
  const warn = options.quiet ? () => undefined : context.warn;
  const config = await readConfigOf(options.config, context);
  const poll = pollSettings(options, config);
  checkRoots(poll);
  if (options.check) {
    context.out(checkOnly(options, config, context));
    return EXIT.ok;
  }
  const listen = chooseListeners(options['web.listenAddress']);
  if (config?.hold) warn(HOLDS_NOBODY);
  const hiding = poll.discover === false ? undefined : explainHiding(poll);
  if (hiding !== undefined) warn(hiding);
  const daemon = new Daemon({ poll: { ...poll, signal }, historyBytes: options.history });
  let httpFigures = (): HttpFigures | undefined => undefined;
  await using server = await startHttpServer({
    app: createApp(daemon, { httpFigures: () => httpFigures() }),
    listen,
    webConfigFile: options['web.config.file'],
    tokenFile: options['web.tokenFile'],
    allowedHosts: options['web.allowedHost'] ?? [],
    allowedHostsOption: '--web.allowed-host',
    insecure: options.insecure ?? false,
    warn: context.warn,
  });
  httpFigures = () => server.figures;
  await using _lending = await startLendServer({
    poller: daemon.poller,
    path: join(runtimeDirectory(), LEND_SOCKET),
    procRoot: poll.procRoot,
  });
  await using channels = new ChannelServer({ daemon, warn: context.warn, procRoot: poll.procRoot });
  await channels.update(config?.channels ?? []);
  reload = startReloading({ daemon, channels }, options, context, config !== undefined);
  for (const address of server.addresses) context.warn(`answering at ${address}`);
  await notifySystemd('ready', { warn, status: describeSweeps(poll) });
  const problems = new ProblemLog(warn);
  await daemon.run((snapshot) => problems.update(snapshot));
  await Promise.all([server.drain(DRAIN_MS), notifySystemd('stopping', { warn, timeoutMs: DRAIN_MS })]);
  return EXIT.ok;
}

/** @returns what --check prints. @throws the error that a start would end with */
function checkOnly(options: ServeOptions, config: Config | undefined, context: Context): string {
  const { 'web.config.file': webConfigFile, 'web.tokenFile': tokenFile } = options;
  const isWebOnly = webConfigFile !== undefined && config === undefined && options.config === undefined;
  checkWebFiles({ webConfigFile, tokenFile, warn: context.warn });
  return [
    ...(isWebOnly ? [] : [describeCheck(options.config, config, context)]),
    ...(webConfigFile === undefined
      ? []
      : [`${terminalSafe(webConfigFile, 4096)}: a valid web configuration\n`]),
  ].join('');
}

/** For `systemctl status`. */
function describeSweeps({ interval }: { readonly interval: number }): string {
  return `a sweep every ${interval} s`;
}

/** What a new configuration changes. */
interface Reloaded {
  readonly daemon: Daemon;
  readonly channels: ChannelServer;
}

/** @returns a function that reads the configuration again */
function startReloading(
  reloaded: Reloaded,
  options: ServeOptions,
  context: Context,
  hasFile: boolean,
): () => void {
  let had = hasFile;
  return mergeCalls(async () => {
    had = await reloadOnce(reloaded, options, context, had);
  });
}

/** Never rejects: a file that is not valid is reported and changes nothing. @returns whether there is a file now */
async function reloadOnce(
  { daemon, channels }: Reloaded,
  options: ServeOptions,
  context: Context,
  hadFile: boolean,
): Promise<boolean> {
  const { warn, configFile } = context;
  await notifySystemd('reloading', { warn });
  let status: string;
  let hasFile = hadFile;
  try {
    const config = await readConfigOf(options.config, context);
    if (config === undefined && hadFile) throw new ConfigError(`${configFile}: the file no longer exists`);
    const poll = pollSettings(options, config);
    daemon.update(poll);
    hasFile = config !== undefined;
    // A port that cannot be listened at costs its guest alone.
    const failure = await channels.update(config?.channels ?? []).then(() => undefined, messageOf);
    status = failure === undefined ? describeSweeps(poll) : `reloaded, but ${failure}`;
    warn(failure === undefined ? 'configuration reloaded' : `configuration ${status}`);
  } catch (error) {
    status = `not reloaded: ${messageOf(error)}`;
    warn(status);
  }
  // `systemctl reload` has ended well when the signal was sent: only the status can show that it was in vain.
  await notifySystemd('ready', { warn, status });
  return hasFile;
}
