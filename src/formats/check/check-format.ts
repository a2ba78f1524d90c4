/** How the report of a conformance run may be written. */
export const CHECK_FORMATS = ['table', 'tap', 'junit', 'json'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];
