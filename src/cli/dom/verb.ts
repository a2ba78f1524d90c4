import type { Domain } from '../../domain/domain.js';
import type { Context } from '../context.js';
import { JSON_OUTPUT } from '../shared-options.js';
import { type OptionsOf, type OptionTable, option } from '../typed-option.js';
import { parseDurationOption } from '../usage.js';

/** The options of every verb. */
export const DOM_OPTIONS = {
  json: JSON_OUTPUT,
  /** Seconds. */
  timeout: option('--timeout <duration>', 'time limit of each answer, such as 500ms or 10s', {
    parse: parseDurationOption,
    default: 5,
    shown: '5s',
  }),
};

export type DomOptions = OptionsOf<typeof DOM_OPTIONS>;

/** What a verb prints. */
export interface VerbOutput {
  /** For programs: the result itself. */
  readonly json: unknown;
  /** As virsh prints it. */
  readonly text: string;
  /** What is not known, and why; for standard error. */
  readonly warnings?: readonly string[];
}

/** Asks a guest for what a verb prints. */
export type RunVerb<Options> = (
  domain: Domain,
  words: readonly string[],
  options: Options,
  context: Context,
) => Promise<VerbOutput>;

/** A verb of virsh: how it is typed, and what carries it out. */
export interface Verb<Table extends OptionTable = OptionTable> {
  readonly name: string;
  readonly about: string;
  /** Its arguments after the guest, as commander writes them: `<disk>`, `[disk]`. */
  readonly words?: readonly string[];
  readonly options: Table;
  /** Loaded when the verb runs. */
  readonly load: () => Promise<RunVerb<OptionsOf<Table>>>;
}

/** Declares a verb; the types of its options are those of its table. */
export function verb<Table extends OptionTable>(declared: Verb<Table>): Verb {
  // Commander gives the options by the names of the table, so that the pair fits by how it is made.
  return declared as unknown as Verb;
}
