/** The version of this package; a constant, so that it need not be read at startup. A test compares it to package.json. */
export const VERSION = '0.1.0';
