import { examineGuests } from '../../../balloon/examine-guests.js';
import { encodeBalloon } from '../../../formats/balloon/json.js';
import { encodeDiagnosis } from '../../../formats/balloon/text.js';
import { stringifyJson } from '../../../support/lossless-json.js';
import { escapeControls } from '../../../support/terminal-safe.js';
import type { Context } from '../../context.js';
import { findGuests } from '../find-guests.js';
import { worstStatus } from './exit-status.js';

/** The options of `qgauge balloon doctor`, as commander hands them over. */
export interface DoctorOptions {
  readonly json?: boolean;
  readonly unstable?: boolean;
  /** Seconds between the two looks. */
  readonly watch: number;
  /** Bytes. */
  readonly target?: number;
}

const NO_GUESTS =
  'No QEMU was found on this host. To ask one that cannot be seen, name its QMP socket: qgauge balloon doctor unix:/path\n';

/** Says what is wrong with each balloon, what that rests on, and what to do. Resolves to the status of the worst. */
export async function balloonDoctor(
  guests: readonly string[],
  { json, unstable, watch, target }: DoctorOptions,
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
