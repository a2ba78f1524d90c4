/**
 * QEMU's RunState (qapi/run-state.json), open: a state of a later QEMU stays the string that it is.
 *
 * Known: debug, inmigrate, internal-error, io-error, paused, postmigrate, prelaunch, finish-migrate, restore-vm,
 * running, save-vm, shutdown, suspended, watchdog, guest-panicked, colo, preconfig.
 */
export type RunState = string;
