import { stripControls } from '../../support/terminal-safe.js';

/**
 * LibreNMS puts every record through stripslashes(), so that no backslash may stand in it: neither one of the text's own
 * nor one that JSON would write before a quote or for a control character. Each becomes an underscore.
 */
export function plainText(text: string): string {
  return stripControls(text, '_').replace(/["\\]/g, '_');
}
