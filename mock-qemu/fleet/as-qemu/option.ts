/** One option of a command line, such as `-name web`. */
export interface Option {
  /** Without its dashes. */
  readonly name: string;
  /** Empty for a switch. */
  readonly value: string;
}
