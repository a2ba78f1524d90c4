/** What is printed where no guest was found; `commandLine` names a socket instead. */
export function explainNoGuests(commandLine: string): string {
  return `No QEMU was found on this host. To ask one that discovery cannot see, name its QMP socket: ${commandLine}`;
}
