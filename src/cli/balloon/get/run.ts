import { findGuest } from '../../../discover/find-guest.js';
import { encodeBalloon } from '../../../formats/balloon/json.js';
import { encodeBalloonText } from '../../../formats/balloon/text.js';
import { stringifyJson } from '../../../support/lossless-json.js';
import { escapeControls } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { examineShown } from '../examine-shown.js';
import type { BalloonGetOptions } from './command.js';

/** Prints everything about one guest's balloon, and writes nothing to the guest. */
export async function balloonGet(
  guest: string,
  { json, unstable }: BalloonGetOptions,
  context: Context,
): Promise<number> {
  const { out, warn } = context;
  const [finding] = await examineShown([findGuest(guest)], { unstable }, context);
  if (finding === undefined) return EXIT.failed;
  const balloon = encodeBalloon(finding);
  out(json ? `${escapeControls(stringifyJson(balloon, 2))}\n` : encodeBalloonText(balloon));
  if (finding.problem === undefined) return EXIT.ok;
  warn(finding.problem.message);
  return EXIT.failed;
}
