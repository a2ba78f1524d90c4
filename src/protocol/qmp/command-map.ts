/** For each command by name, the types of its arguments and of its reply: what a client is made of one kind of QEMU by. */
export type CommandMap<Commands> = {
  readonly [Command in keyof Commands]: { readonly arguments: object; readonly reply: unknown };
};

/** Every command, with any arguments and an unknown reply. */
export interface UntypedCommands {
  readonly [command: string]: { readonly arguments: CommandArguments; readonly reply: unknown };
}

export type CommandArguments = { readonly [name: string]: unknown };

export type CommandName<Commands> = keyof Commands & string;

/** What follows a command's name: its arguments, which may be left out where none is mandatory, and the options. */
export type CommandParameters<Arguments, Options> = NoMembers extends Arguments
  ? [args?: Arguments | undefined, options?: Options]
  : [args: Arguments, options?: Options];

/** A name of the list or any other; the editor offers the list. */
export type OpenName<Names extends string> = Names | (string & NoMembers);

type NoMembers = Record<never, never>;
