import type { Command } from 'commander';
import type { Context } from './context.js';

/** What a command does with its arguments and options, once they are parsed. */
export type Action<Args extends readonly unknown[]> = (...args: Args) => Promise<void>;

/** Adds a command, with its arguments, options and help, to the program or to a group of commands. */
export type Declare<Args extends readonly unknown[]> = (parent: Command, action: Action<Args>) => void;

/** Makes an action of the function that does it, which is loaded only when its command is the one that runs. */
export type Lazily = <Args extends readonly unknown[]>(load: () => Promise<Run<Args>>) => Action<Args>;

/** Carries out a command; resolves to its exit status. */
export type Run<Args extends readonly unknown[]> = (...args: [...Args, context: Context]) => Promise<number>;
