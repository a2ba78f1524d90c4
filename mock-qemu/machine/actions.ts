/** What QEMU does when the guest resets, shuts down, panics or lets its watchdog expire: `-action`. */
export interface Actions {
  readonly reboot: 'reset' | 'shutdown';
  readonly shutdown: 'poweroff' | 'pause';
  readonly panic: 'pause' | 'shutdown' | 'exit-failure' | 'none';
  readonly watchdog: 'reset' | 'shutdown' | 'poweroff' | 'pause' | 'debug' | 'none' | 'inject-nmi';
}

/** The options of QEMU's command line that decide what happens when the guest ends. */
export interface ActionOptions {
  /** As `-action`; missing members have QEMU's defaults. */
  readonly actions?: Partial<Actions>;
  /** As `-no-shutdown`: when the guest shuts down, QEMU does not exit but stays in the state shutdown. */
  readonly noShutdown?: boolean;
  /** As `-no-reboot`: QEMU exits on a reset. */
  readonly noReboot?: boolean;
}

/** The actions at the start, as QEMU derives them from its command line. */
export function startingActions(options: ActionOptions): Actions {
  return {
    reboot: options.noReboot === true ? 'shutdown' : 'reset',
    shutdown: options.noShutdown === true ? 'pause' : 'poweroff',
    panic: 'shutdown',
    watchdog: 'reset',
    ...options.actions,
  };
}
