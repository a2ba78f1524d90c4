/** As in kvmtop. */
export const DEFAULT_INTERVAL_SECONDS = 1;

/** The balloon's. */
export const DEFAULT_POLLING_SECONDS = 10;
