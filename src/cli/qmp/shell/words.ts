/** The shell's own words begin with a dot, which no command of QEMU does. */
export const SHELL_WORDS = ['.help', '.list', '.exit', '.events on', '.events off'] as const;

export const HELP = `A line is a command with its arguments, or a request in JSON, which may span several lines:
  query-status
  qom-get path=/machine property=type
  {"execute":"qom-list","arguments":{"path":"/machine"}}
a.b=value is a member of an object, a.0=value an item of a list; Tab completes.
  .events on|off  print QEMU's events as they come, or not
  .list           list the commands of this QEMU
  .list COMMAND   list what a command takes
  .help           print this help
  .exit, Ctrl+D   exit; the guest keeps running (quit, a command of QEMU, ends it)
  Ctrl+C          clear the line, or stop waiting for a reply
`;
