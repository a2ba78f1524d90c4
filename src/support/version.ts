/** The version of this package; a test holds it against package.json, so that starting reads no file for it. */
export const VERSION = '0.1.0';
