/** Where the shell's lines come from, and where output between them goes. */
export interface LineInput {
  /** Ends with the input, or after {@link close}. */
  readonly lines: AsyncIterable<string>;
  /** Whether a person types: events are printed without being asked for. */
  readonly isTerminal: boolean;
  /** Prompts for a line; `isMore` when it continues the previous one. */
  prompt(isMore: boolean): void;
  /** Adds a statement to the history. */
  remember(statement: string): void;
  /** Prints a line without disturbing the one being typed. */
  print(line: string): void;
  close(): void;
}
