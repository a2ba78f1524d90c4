import type { Domain } from '../../domain/domain.js';
import type { Context } from '../context.js';
import { JSON_OUTPUT, UNCUT } from '../shared-options.js';
import { type OptionsOf, type OptionTable, option } from '../typed-option.js';
import { parseDurationOption } from '../usage.js';

/** How long an answer may take where `--timeout` does not say it. */
export const ANSWER_SECONDS = 5;

/** The options of every verb. */
export const DOM_OPTIONS = {
  json: JSON_OUTPUT,
  /** Seconds. */
  timeout: option('--timeout <duration>', 'time limit of each answer, such as 500ms or 10s', {
    parse: parseDurationOption,
    shown: `${ANSWER_SECONDS}s`,
  }),
};

/** The options of the verbs that print a table, beside their own. */
export const TABLE_OPTIONS = { wide: UNCUT };

export type DomOptions = OptionsOf<typeof DOM_OPTIONS & typeof TABLE_OPTIONS>;

/** Encodes a text so that its lines fit in a width; without one it is as long as it is. */
export type FitText = (width?: number) => string;

/** What a verb prints. */
export interface VerbOutput {
  /** For programs: the result itself. */
  readonly json: unknown;
  /** As virsh prints it. */
  readonly text: string;
  /** The same for a terminal of a width, where that may be too narrow for the text. */
  readonly fitTo?: FitText;
  /** What is not known, and why; for standard error. */
  readonly warnings?: readonly string[];
  /** Whether it says by itself why QEMU could not be asked. */
  readonly isAboutQemu?: boolean;
}

/** A text that can be fitted to a terminal. */
export function fitted(encode: FitText): Pick<VerbOutput, 'text' | 'fitTo'> {
  return { text: encode(), fitTo: encode };
}

/** What a verb does once the monitor was given back, such as a console; resolves to its exit status. */
export type AfterwardsVerb = () => Promise<number>;

/** Asks a guest for what a verb prints; resolves to the exit status of a verb that has printed by itself, such as a stream. */
export type RunVerb<Options> = (
  domain: Domain,
  words: readonly string[],
  options: Options,
  context: Context,
) => Promise<VerbOutput | number | AfterwardsVerb>;

/** A verb of virsh: how it is typed, and what carries it out. */
export interface Verb<Table extends OptionTable = OptionTable> {
  readonly name: string;
  readonly about: string;
  /** Its arguments after the guest, as commander writes them: `<disk>`, `[disk]`. */
  readonly words?: readonly string[];
  readonly options: Table;
  /** What follows the verb in its example (default: `web`, and what its arguments need). */
  readonly example?: string;
  /** What differs from the exit statuses of the other verbs. */
  readonly exitStatus?: { readonly [status: number]: string };
  /** Checks what commander cannot. @throws {UsageError} */
  readonly check?: (words: readonly string[], options: OptionsOf<Table>) => void;
  /** What it prints where no guest need be asked, such as with `--list`; `undefined`: one must. */
  readonly withoutGuest?: (options: OptionsOf<Table>) => VerbOutput | undefined;
  /**
   * Whether it changes the guest, its QEMU or the host: it needs --control then. A verb that prints, and sets what it is given,
   * tells the one from the other by its arguments and options.
   */
  readonly controls?: boolean | ((words: readonly string[], options: OptionsOf<Table>) => boolean);
  /** Whether it can do something for a guest whose QEMU does not answer (default: what reads can, what changes cannot). */
  readonly mayBeSilent?: boolean;
  /** Gets what else it needs, such as a password, before the guest is connected to: further options. @throws {UsageError} */
  readonly prepare?: (
    words: readonly string[],
    options: OptionsOf<Table>,
    context: Context,
  ) => Promise<{ readonly [option: string]: unknown }>;
  /** Loaded when the verb runs. */
  readonly load: () => Promise<RunVerb<OptionsOf<Table>>>;
}

/** Declares a verb that changes something. */
export function controlVerb<Table extends OptionTable>(declared: Verb<Table>): Verb {
  return verb({ ...declared, controls: true });
}

/** Declares a verb; the types of its options are those of its table. */
export function verb<Table extends OptionTable>(declared: Verb<Table>): Verb {
  // Commander gives the options by the names of the table, so that the pair fits by how it is made.
  return declared as unknown as Verb;
}
