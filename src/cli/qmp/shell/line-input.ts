/** Where the shell's lines come from, and where the words go that come between them. */
export interface LineInput {
  /** Ends when there are no more lines, or after {@link close}. */
  readonly lines: AsyncIterable<string>;
  /** Whether a person sits there, who is shown events without asking. */
  readonly isTerminal: boolean;
  /** Asks for a line; `isMore` when it goes on with the one before. */
  prompt(isMore: boolean): void;
  /** Keeps a statement for the next time that somebody looks back. */
  remember(statement: string): void;
  /** Prints a line without disturbing what is being typed. */
  announce(line: string): void;
  close(): void;
}
