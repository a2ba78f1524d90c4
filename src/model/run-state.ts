/**
 * QEMU's RunState (qapi/run-state.json). Any string, since a later QEMU may add states.
 *
 * Known: debug, inmigrate, internal-error, io-error, paused, postmigrate, prelaunch, finish-migrate, restore-vm,
 * running, save-vm, shutdown, suspended, watchdog, guest-panicked, colo, preconfig.
 */
export type RunState = string;
