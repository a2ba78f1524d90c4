import type { Domain } from '../../domain/domain.js';
import { encodeBlockJob, encodeDirtyRate, encodeJobStats } from '../../formats/domain/job-text.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls } from '../../support/terminal-safe.js';
import { warningsOf } from './state-verbs.js';
import type { VerbOutput } from './verb.js';

type Words = readonly string[];

/** `virsh domjobinfo`. */
export async function domjobinfo(
  domain: Domain,
  _words: Words,
  { completed = false, anystats = false }: { readonly completed?: boolean; readonly anystats?: boolean },
): Promise<VerbOutput> {
  const stats = await domain.jobStats({ completed });
  return { json: stats, text: encodeJobStats(stats, { anyStats: anystats }) };
}

/** `virsh blockjob DISK --info`. Of jobs that may be of any disk, all are printed. */
export async function blockjob(domain: Domain, [disk = '']: Words): Promise<VerbOutput> {
  const { job, others, failures } = await domain.blockJob(disk);
  const printed = job === undefined ? others : [job];
  const advice = "'qgauge qmp GUEST query-block-jobs' lists them";
  return {
    json: { job, others, failures },
    text: printed.map((each) => encodeBlockJob(disk, each)).join(''),
    warnings: warningsOf(failures).map((warning) => `${warning}; ${advice}`),
  };
}

/** What the last `virsh domdirtyrate-calc` has found. */
export async function domdirtyrate(domain: Domain): Promise<VerbOutput> {
  const rate = await domain.dirtyRate();
  return { json: rate, text: encodeDirtyRate(rate) };
}

/** A dump of the guest's memory, for which virsh has no verb: as JSON in any case. */
export async function dumpInfo(domain: Domain): Promise<VerbOutput> {
  const info = await domain.dumpInfo();
  return {
    json: info,
    text: `${escapeControls(stringifyJson(info, 2))}\n`,
    warnings: warningsOf(info.failures),
  };
}
