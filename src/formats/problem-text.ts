/** What is known of a guest's problem, as the lists of guests and of balloons have it. */
export interface Troubled {
  readonly pid: number | null;
  readonly socket: string | null;
  readonly verdict: string;
  /** What is the matter; empty when nothing is. */
  readonly explanation: string;
  readonly advice: string;
  readonly problem: { readonly message: string } | null;
}

/**
 * Says in one line what is the matter with a guest and what to do; empty when nothing is. The pid, which a column shows, is
 * left out, and so is the address where `isSocketShown`.
 */
export function problemText(guest: Troubled, isSocketShown: boolean): string {
  const { pid, socket, verdict, explanation, advice, problem } = guest;
  // The message of a problem has the advice that fits it best.
  if (problem) return without(problem.message, [`pid ${pid}`, ...(isSocketShown ? [`${socket}`] : [])]);
  if (explanation === '') return '';
  return `${verdict}: ${explanation.replace(/\.?$/, '.')} ${advice}`.trimEnd();
}

/** A message without the first place that it names. */
function without(message: string, places: readonly string[]): string {
  const place = places.find((one) => message.startsWith(`${one}: `));
  return place === undefined ? message : message.slice(place.length + 2);
}
