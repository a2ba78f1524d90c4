/** What is known of a guest's problem, as the lists of guests and of balloons have it. */
export interface Troubled {
  readonly pid: number | null;
  readonly socket: string | null;
  readonly verdict: string;
  /** What is the matter; empty when nothing is. */
  readonly explanation: string;
  readonly advice: string;
  readonly problem: { readonly kind: string; readonly message: string } | null;
}

/**
 * Says in one line what is the matter with a guest and what to do; empty when nothing is. The pid, which a column shows, is
 * left out, and so is the address where `isSocketShown`.
 */
export function problemText(guest: Troubled, isSocketShown: boolean): string {
  const { pid, socket, verdict, explanation, advice, problem } = guest;
  if (problem) {
    const message = without(problem.message, [`pid ${pid}`, ...(isSocketShown ? [`${socket}`] : [])]);
    return ADVISED.has(problem.kind) ? message : withAdvice(message, advice);
  }
  if (explanation === '') return '';
  return `${verdict}: ${withAdvice(explanation, advice)}`;
}

/** Kinds of problems whose messages say themselves what to do, in this case. */
const ADVISED: ReadonlySet<string> = new Set([
  ...['busy', 'denied', 'no-monitor', 'stopped', 'frozen', 'waiting'],
]);

/** Joins what was observed and what to do; either may be empty. */
export function withAdvice(observed: string, advice: string): string {
  return `${observed === '' ? '' : sentence(observed)} ${advice}`.trim();
}

function sentence(text: string): string {
  return text.replace(/\.?$/, '.');
}

/** A message without the first place that it names. */
function without(message: string, places: readonly string[]): string {
  const place = places.find((one) => message.startsWith(`${one}: `));
  return place === undefined ? message : message.slice(place.length + 2);
}

const IO_PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['failed', 'an I/O error has stopped the guest'],
  ['nospace', 'no space left on its storage, which has stopped the guest'],
]);

/** Says why the I/O of a disk has stopped its guest, by QEMU's word for it. */
export function ioProblemText(status: string): string {
  return IO_PROBLEMS.get(status) ?? status;
}
