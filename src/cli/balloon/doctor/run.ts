import { examineGuests } from '../../../balloon/examine-guests.js';
import { findGuests } from '../../../discover/find-guest.js';
import { encodeBalloon } from '../../../formats/balloon/json.js';
import { encodeDiagnosis } from '../../../formats/balloon/text.js';
import { stringifyJson } from '../../../support/lossless-json.js';
import { escapeControls } from '../../../support/terminal-safe.js';
import type { Context } from '../../context.js';
import { explainNoGuests } from '../../no-guests.js';
import type { BalloonDoctorOptions } from './command.js';
import { worstStatus } from './exit-status.js';

const NO_GUESTS = explainNoGuests('qgauge balloon doctor unix:/path');

/** Prints what is wrong with each balloon, the evidence, and what to do. Resolves to the status of the worst finding. */
export async function balloonDoctor(
  guests: readonly string[],
  { json, unstable, watch, target }: BalloonDoctorOptions,
  { out, signal }: Context,
): Promise<number> {
  const found = findGuests(guests);
  const findings = await examineGuests(found, {
    signal,
    unstable,
    watchMs: watch * 1000,
    targetBytes: target,
  });
  const balloons = findings.map(encodeBalloon);
  if (json) out(`${escapeControls(stringifyJson({ balloons }, 2))}\n`);
  else out(balloons.length === 0 ? NO_GUESTS : balloons.map(encodeDiagnosis).join(''));
  return worstStatus(findings);
}
