/** For each command by name, the types of its arguments and of its reply. */
export type CommandMap<Commands> = {
  readonly [Command in keyof Commands]: { readonly arguments: object; readonly reply: unknown };
};

/** Every command, with any arguments and an unknown reply. */
export interface UntypedCommands {
  readonly [command: string]: { readonly arguments: CommandArguments; readonly reply: unknown };
}

export type CommandArguments = { readonly [name: string]: unknown };

export type CommandName<Commands> = keyof Commands & string;

/** The parameters after a command's name: its arguments, optional where none is mandatory, and the options. */
export type CommandParameters<Arguments, Options> = NoMembers extends Arguments
  ? [args?: Arguments | undefined, options?: Options]
  : [args: Arguments, options?: Options];

/** Any name; the editor offers the listed ones. */
export type OpenName<Names extends string> = Names | (string & NoMembers);

type NoMembers = Record<never, never>;
