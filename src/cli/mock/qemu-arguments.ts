/** After this option, the rest of the line belongs to the QEMU. */
const AS_QEMU = '--as-qemu';

/** Separates the command line of a QEMU from our own options by `--`: both have a -name, and more. */
export function separateQemuArguments(args: readonly string[]): readonly string[] {
  const at = args[0] === 'mock' ? args.indexOf(AS_QEMU) : -1;
  if (at === -1 || args[at + 1] === '--') return args;
  return [...args.slice(0, at + 1), '--', ...args.slice(at + 1)];
}
