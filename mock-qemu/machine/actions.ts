/** What QEMU does when the guest resets, switches off, panics or does not feed its watchdog: `-action`. */
export interface Actions {
  readonly reboot: 'reset' | 'shutdown';
  readonly shutdown: 'poweroff' | 'pause';
  readonly panic: 'pause' | 'shutdown' | 'exit-failure' | 'none';
  readonly watchdog: 'reset' | 'shutdown' | 'poweroff' | 'pause' | 'debug' | 'none' | 'inject-nmi';
}

export interface ActionOptions {
  /** As `-action`; what is left out is QEMU's default. */
  readonly actions?: Partial<Actions>;
  /** As `-no-shutdown`: a guest that has switched itself off leaves QEMU standing, in the state shutdown. */
  readonly noShutdown?: boolean;
  /** As `-no-reboot`: a reset ends QEMU. */
  readonly noReboot?: boolean;
}

export function startingActions(options: ActionOptions): Actions {
  return {
    reboot: options.noReboot === true ? 'shutdown' : 'reset',
    shutdown: options.noShutdown === true ? 'pause' : 'poweroff',
    panic: 'shutdown',
    watchdog: 'reset',
    ...options.actions,
  };
}
