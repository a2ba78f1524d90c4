/** The size of a machine as its command line gives it: what it started with. */
export interface DeclaredMachine {
  /** -smp; `undefined` when it is not given, since the default is up to the machine. */
  readonly vcpus: number | undefined;
  /** -m; `undefined` when it is not given. */
  readonly memoryBytes: number | undefined;
}
