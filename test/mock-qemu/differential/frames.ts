import fc from 'fast-check';

/** Requests with a few bytes changed, lost or added: most are not valid JSON any more. The same seed makes the same ones. */
export function brokenFrames(requests: readonly string[], count: number): string[] {
  const frame = fc
    .tuple(fc.constantFrom(...requests), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([request, changes]) => changes.reduce(apply, request));
  return fc.sample(frame, { numRuns: count, seed: 72 }).map((text) => `${text}${RESET}`);
}

/** A control character that is not valid anywhere: it ends an open string or brace. */
const RESET = '\x01';

interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 2 }),
  insert: fc.constantFrom(
    '',
    '',
    ...'{}[]:,"\'\\0-.e+ tnu%/\x7f\x00',
    '\\u',
    '\\ud800',
    'null',
    'true',
    '1e',
    '\xc3',
  ),
});

function apply(text: string, { at, remove, insert }: Change): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insert + text.slice(start + remove);
}
