/** The shell's own words begin with a dot: any other may be a command of QEMU's. */
export const SHELL_WORDS = ['.help', '.exit', '.events on', '.events off'] as const;

export const HELP = `A line is a command with its arguments, or a request in JSON, which may go on over several lines:
  query-status
  qom-get path=/machine property=type
  {"execute":"qom-list","arguments":{"path":"/machine"}}
a.b=value is a member of an object, a.0=value an item of a list; Tab completes.
  .events on|off  show QEMU's events as they come, or not
  .help           this
  .exit, Ctrl+D   leave; the guest goes on. quit, which is QEMU's own, would end it
  Ctrl+C          empty the line, or wait no longer for a reply
`;
