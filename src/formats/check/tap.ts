import { Scalar, stringify } from 'yaml';
import type { CaseResult, CheckReport } from '../../model/check-report.js';
import { stripControls } from '../../support/terminal-safe.js';

/**
 * Encodes a conformance run as TAP 14 (testanything.org): a test point for each case, with what was measured in a YAML
 * block.
 */
export function encodeTap(report: CheckReport): string {
  const { guest, qemu, device, results, leftBehind } = report;
  const head = ['TAP version 14', comment(`guest ${guest}, QEMU ${qemu}, ${device}`), `1..${results.length}`];
  const points = results.map((result, at) => encodePoint(result, at + 1));
  const left = leftBehind.map((text) => comment(`not restored: ${text}`));
  return `${[...head, ...points, ...left].join('\n')}\n`;
}

function encodePoint({ id, title, state, why, basis, facts, seconds }: CaseResult, number: number): string {
  const status = state === 'failed' ? 'not ok' : 'ok';
  const skip = state === 'skipped' ? ` # SKIP ${escaped(why)}` : '';
  const point = `${status} ${number} - ${escaped(`${id}: ${title}`)}${skip}`;
  if (state === 'skipped') return point;
  const block = {
    ...(why === '' ? {} : { message: stripControls(why) }),
    basis,
    // A block of lines rather than a list: perl's TAP reader takes a colon in a quoted item for the end of a key.
    ...(facts.length === 0 ? {} : { facts: literal(facts) }),
    duration_ms: Math.round(seconds * 1000),
  };
  const yaml = stringify(block, { lineWidth: 0 }).trimEnd();
  return [point, '---', ...yaml.split('\n'), '...']
    .map((text, at) => (at === 0 ? text : `  ${text}`))
    .join('\n');
}

function literal(lines: readonly string[]): Scalar {
  const scalar = new Scalar(lines.map((line) => `${stripControls(line)}\n`).join(''));
  scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}

/** Escapes a description, in which `#` begins a directive and `\` an escape. */
function escaped(text: string): string {
  return stripControls(text).replaceAll('\\', '\\\\').replaceAll('#', '\\#');
}

function comment(text: string): string {
  return `# ${stripControls(text)}`;
}
