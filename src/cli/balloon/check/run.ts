import { access, constants } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { BalloonError } from '../../../balloon/balloon-error.js';
import { DriverBench } from '../../../balloon/driver-bench.js';
import { isMoving } from '../../../balloon/put-back.js';
import { runCheck } from '../../../balloon/run-check.js';
import { withBalloon } from '../../../balloon/with-balloon.js';
import { findGuest } from '../../../discover/find-guest.js';
import type { NamedTarget } from '../../../discover/list-targets.js';
import { encodeCaseLine, encodeCheckSummary } from '../../../formats/check/table.js';
import type { BalloonDevice } from '../../../model/balloon.js';
import type { CheckReport } from '../../../model/check-report.js';
import { doesRun } from '../../../model/run-state.js';
import type { CheckFormat } from '../../../model/vocabulary.js';
import { runnerOf } from '../../../monitor/with-agent.js';
import type { QmpClient } from '../../../protocol/qmp/qmp-client.js';
import { readRunStatus } from '../../../qemu/status.js';
import { messageOf } from '../../../support/errors.js';
import { stringifyJson } from '../../../support/lossless-json.js';
import { escapeControls, terminalSafe } from '../../../support/terminal-safe.js';
import { Borrowing } from '../../borrowing.js';
import { type Context, EXIT } from '../../context.js';
import { UsageError } from '../../usage.js';
import type { BalloonCheckOptions } from './command.js';

const FORMAT_OF_EXTENSION: { readonly [extension: string]: Exclude<CheckFormat, 'table'> } = {
  '.xml': 'junit',
  '.tap': 'tap',
  '.json': 'json',
};

/** Runs the conformance suite against a live driver. Resolves to 1 when a case failed or something could not be restored. */
export async function balloonCheck(
  guest: string,
  options: BalloonCheckOptions,
  context: Context,
): Promise<number> {
  for (const path of options.report) await checkPath(path);
  const found = findGuest(guest);
  const control = options.control === true || options.disruptive === true;
  const { unstable = false } = options;
  await using borrowing = new Borrowing(context);
  const { whenBusy } = borrowing;
  return await withBalloon(
    found,
    { signal: context.signal, control, unstable, whenBusy },
    async ({ client, device, name }) => {
      const report = await check({ ...found, name }, client, device, { ...options, control }, context);
      const { leftBehind, results } = report;
      // First, so that it is reported even if the report cannot be written.
      for (const text of leftBehind)
        context.warn(`${terminalSafe(name, 100)} could not be restored: ${text}`);
      await output(report, options, context);
      if (leftBehind.length > 0 || results.some(({ state }) => state === 'failed')) return EXIT.failed;
      context.signal.throwIfAborted();
      return EXIT.ok;
    },
  );
}

/** A run takes half a minute: a report that cannot be written is refused before it. */
async function checkPath(path: string): Promise<void> {
  formatOf(path);
  const directory = dirname(path);
  try {
    await access(directory, constants.W_OK);
  } catch (error) {
    throw new UsageError(`--report ${path}: cannot write to ${directory}: ${messageOf(error)}`);
  }
}

async function check(
  { name, target }: NamedTarget,
  client: QmpClient,
  device: BalloonDevice,
  {
    control,
    disruptive = false,
    unstable = false,
    format,
  }: BalloonCheckOptions & { readonly control: boolean },
  { out, signal, progress }: Context,
): Promise<CheckReport> {
  const status = await readRunStatus(client, { signal });
  if (!doesRun(status))
    throw new BalloonError(
      `${terminalSafe(name, 100)} is ${status.runState}: only a running guest can be checked`,
    );
  let soFar = 'examining it';
  using _shown = progress.show(() => ({ what: `checking ${name}`, soFar }));
  const beganSeconds = Date.now() / 1000;
  const { version } = client.greeting;
  const question = { unstable, version };
  const bench = await DriverBench.open(client, device, { question, signal, runInGuest: runnerOf(target) });
  if (control && (await isMoving(bench)))
    throw new BalloonError(
      `${terminalSafe(name, 100)}: the balloon is moving to another size, which QEMU does not report and the run could not restore: wait until it is there`,
    );
  const run = await runCheck(bench, {
    control,
    disruptive,
    onCase: ({ id }, number, total) => {
      soFar = `case ${number} of ${total}: ${id}`;
    },
    onResult: (result) => {
      soFar = 'restoring it';
      if (format === 'table') out(encodeCaseLine(result));
    },
  });
  const { major, minor, micro } = version;
  return {
    guest: name,
    qemu: `${major}.${minor}.${micro}`,
    device: `${device.type} at ${device.path}`,
    beganSeconds,
    ...run,
  };
}

/** Prints the report, of which a table was printed line by line, and writes the files. */
async function output(
  report: CheckReport,
  { format, report: paths }: BalloonCheckOptions,
  { out }: Context,
): Promise<void> {
  out(format === 'table' ? encodeCheckSummary(report) : await encode(report, format));
  if (paths.length === 0) return;
  const { writeFilesAtomically } = await import('../../../sinks/file/atomic-file.js');
  const files = paths.map(async (path) => ({ path, text: await encode(report, formatOf(path)) }));
  // Without the signal: an interrupted run has a report too.
  await writeFilesAtomically(await Promise.all(files));
}

async function encode(report: CheckReport, format: Exclude<CheckFormat, 'table'>): Promise<string> {
  switch (format) {
    case 'tap':
      return (await import('../../../formats/check/tap.js')).encodeTap(report);
    case 'junit':
      return (await import('../../../formats/check/junit.js')).encodeJunit(report);
    case 'json':
      return `${escapeControls(stringifyJson(report, 2))}\n`;
  }
}

function formatOf(path: string): Exclude<CheckFormat, 'table'> {
  const format = FORMAT_OF_EXTENSION[extname(path)];
  if (format !== undefined) return format;
  throw new UsageError(
    `--report ${path}: the extension selects the format: expected one of ${Object.keys(FORMAT_OF_EXTENSION).join(', ')}`,
  );
}
