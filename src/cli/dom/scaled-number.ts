import { parseSize } from '../../support/size.js';
import { UsageError } from '../usage.js';

/**
 * Makes a parser of virsh's scaled numbers: `100`, in a unit of the option's own, or `1.5M`.
 *
 * @param what for the message, e.g. `size`
 * @param unit bytes of a number without a unit
 */
export function scaledNumber(what: string, unit = 1): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) * unit : parseSize(text);
    if (value !== undefined && Number.isSafeInteger(value)) return value;
    throw new UsageError(
      `'${text}' is not a valid ${what}: expected a whole number, or one with a unit such as 10M`,
    );
  };
}
