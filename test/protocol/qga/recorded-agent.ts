import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../../src/support/lossless-json.js';

const RECORDING = join(import.meta.dirname, '..', '..', 'fixtures', 'recordings', 'qga-7.2.jsonl');

/** What a recorded agent returned to a command. */
export function recordedAnswer(command: string): unknown {
  const lines: { readonly line: string }[] = readFileSync(RECORDING, 'utf8')
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row));
  const asked = lines.findIndex(({ line }) => line.includes(`"execute": "${command}"`));
  const answer = parseJson(lines[asked + 1]?.line ?? '');
  if (typeof answer !== 'object' || answer === null || !('return' in answer))
    throw new Error(`no answer to ${command} was recorded`);
  return answer.return;
}
