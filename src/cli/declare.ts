import type { Command } from 'commander';
import type { Context } from './context.js';

/** What a command does with its arguments and options, once they are parsed. */
export type Action<Args extends readonly unknown[]> = (...args: Args) => Promise<void>;

/** Adds a command, with its arguments, options and help, to the program or to a group of commands. */
export type Declare<Args extends readonly unknown[]> = (parent: Command, action: Action<Args>) => void;

/** Carries out a command; resolves to its exit status. */
export type Run<Args extends readonly unknown[]> = (...args: [...Args, context: Context]) => Promise<number>;

/** Adds commands to a parent, each with the function that carries it out, which is loaded only when the command runs. */
export type AddTo = (
  parent: Command,
) => <Args extends readonly unknown[]>(declare: Declare<Args>, load: () => Promise<Run<Args>>) => void;
