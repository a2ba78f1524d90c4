import { flag, type OptionsOf, type OptionTable } from '../typed-option.js';
import { type RunVerb, type Verb, verb } from './verb.js';

/** What scripts for virsh say of a running guest: it is all that a QEMU has. */
export const LIVE_OPTIONS = {
  live: flag('--live', 'of the running guest, which is all that there is'),
  current: flag('--current', 'the same as --live').conflicts(['live']),
};

/** A verb that prints, and sets what it is given. */
interface SetOrPrintVerb<Table extends OptionTable> extends Omit<Verb<Table>, 'controls' | 'load'> {
  /** Whether it is given something to set: only then it needs --control. */
  readonly isSet: (words: readonly string[], options: OptionsOf<Table>) => boolean;
  readonly loadSet: () => Promise<RunVerb<OptionsOf<Table>>>;
  readonly loadPrint: () => Promise<RunVerb<OptionsOf<Table>>>;
}

/** Declares a verb that prints, and sets what it is given. */
export function setOrPrintVerb<Table extends OptionTable>({
  isSet,
  loadSet,
  loadPrint,
  ...declared
}: SetOrPrintVerb<Table>): Verb {
  const load = async (): Promise<RunVerb<OptionsOf<Table>>> => {
    return async (domain, words, options, context) => {
      const run = await (isSet(words, options) ? loadSet() : loadPrint());
      return run(domain, words, options, context);
    };
  };
  return verb({ ...declared, controls: isSet, load });
}
