import { stripControls } from '../../support/terminal-safe.js';

/**
 * Replaces backslashes, quotes and control characters by underscores: LibreNMS applies stripslashes() to every record, so
 * neither the text nor its JSON escapes may contain a backslash.
 */
export function plainText(text: string): string {
  return stripControls(text, '_').replace(/["\\]/g, '_');
}
