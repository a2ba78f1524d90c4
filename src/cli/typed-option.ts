import { type Command, Option } from 'commander';

/** An option that knows the type of its value, so that its declaration is also its type. */
export class TypedOption<Value> extends Option {
  /** For the compiler only. */
  declare readonly valueType: Value;
}

/** Options under the names that commander gives them, in the order of `--help`. */
export interface OptionTable {
  readonly [name: string]: TypedOption<unknown>;
}

/** What commander passes to the action of a command with these options; those without a default may be missing. */
export type OptionsOf<Table extends OptionTable> = {
  readonly [Name in Exclude<keyof Table, OptionalIn<Table>>]: Table[Name]['valueType'];
} & {
  readonly [Name in OptionalIn<Table>]?: Exclude<Table[Name]['valueType'], undefined>;
};

type OptionalIn<Table extends OptionTable> = {
  [Name in keyof Table]: undefined extends Table[Name]['valueType'] ? Name : never;
}[keyof Table];

/** How an option gets its value. */
interface Rule {
  /** The default as `--help` shows it; without `default`, what applies when the option is not given. */
  readonly shown?: string;
}

interface Parsed<Value> extends Rule {
  /** @throws {UsageError} */
  readonly parse: (text: string, previous: Value | undefined) => Value;
}

/** Commander makes an empty text of null, and of undefined. */
type Present = NonNullable<unknown>;

interface Defaulted<Value> extends Rule {
  readonly default: Value;
}

/** An option without a value. */
export function flag(flags: string, description: string): TypedOption<boolean | undefined> {
  return new TypedOption(flags, description);
}

/** An option with a value: a text unless it is parsed, `undefined` when it is not given and has no default. */
export function option<Value extends Present>(
  flags: string,
  description: string,
  rule: Parsed<Value> & Defaulted<NoInfer<Value>>,
): TypedOption<Value>;
export function option<Value extends Present>(
  flags: string,
  description: string,
  rule: Parsed<Value>,
): TypedOption<Value | undefined>;
export function option(flags: string, description: string, rule: Defaulted<string>): TypedOption<string>;
export function option(flags: string, description: string, rule?: Rule): TypedOption<string | undefined>;
export function option(
  flags: string,
  description: string,
  { shown, ...rule }: Rule & Partial<Parsed<unknown> & Defaulted<unknown>> = {},
): TypedOption<unknown> {
  const hasDefault = 'default' in rule;
  // Commander shows only defaults that it sets itself.
  const note = hasDefault || shown === undefined ? '' : ` (default: ${shown})`;
  const declared = new TypedOption<unknown>(flags, description + note);
  if (rule.parse) declared.argParser(rule.parse);
  return hasDefault ? declared.default(rule.default, shown ?? `${rule.default}`) : declared;
}

/** An option with a text for a value, without which the command line is not valid. */
export function requiredOption(flags: string, description: string): TypedOption<string> {
  return new TypedOption<string>(flags, description).makeOptionMandatory();
}

/** Adds options to a command. */
export function addOptions(command: Command, table: OptionTable): void {
  for (const [name, declared] of Object.entries(table)) {
    if (declared.attributeName() !== name) throw new Error(`${declared.flags} is declared as '${name}'`);
    command.addOption(declared);
  }
}
