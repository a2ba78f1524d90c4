import { isSimple } from './text-width.js';

let segmenter: Intl.Segmenter | undefined;

/**
 * Splits a text into what a reader takes for one character each.
 *
 * The segmenter of Node.js needs milliseconds to be made, as long as a short command runs, and most texts do not need it.
 */
export function segmentsOf(text: string): readonly string[] {
  if (isSimple(text)) return [...text];
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
