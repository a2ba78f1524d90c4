import type { Command } from 'commander';

export interface HelpSections {
  /** What to type, and what it does. */
  readonly examples: { readonly [commandLine: string]: string };
  readonly exitStatus: { readonly [status: string]: string };
}

/** The status of every command. */
export const INVALID = { 2: 'the command line is not valid' } as const;
/** The statuses of a command that a signal cuts short. */
export const INTERRUPTED = { '130, 143': 'interrupted by Ctrl+C or SIGTERM' } as const;

/** Ends the help of a command with its examples and exit statuses. */
export function addHelpSections(command: Command, { examples, exitStatus }: HelpSections): void {
  const lines = Object.entries(examples).flatMap(([commandLine, what]) => [
    `  # ${what}`,
    `  ${commandLine}`,
  ]);
  command.addHelpText('after', () => {
    const help = command.createHelp();
    const width = Math.max(...Object.keys(exitStatus).map((status) => status.length));
    const statuses = Object.entries(exitStatus).map(([status, what]) =>
      help.formatItem(status, width, what, help),
    );
    return ['', 'Examples:', ...lines, '', 'Exit status:', ...statuses].join('\n');
  });
}
