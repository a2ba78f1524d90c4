import { compileSchema, schemaFile } from './compile-schemas.js';

const VALIDATOR = /schemas\/compiled\/([a-z-]+)\.js$/;

/**
 * Compiles a validator when a test imports it. So no test needs a build, or sees the validator of an older schema.
 *
 * @returns {import('vitest/config').Plugin}
 */
export function validators() {
  return {
    name: 'qgauge:validators',
    enforce: 'pre',
    resolveId: (specifier) => (VALIDATOR.test(specifier) ? `\0${specifier}` : undefined),
    load(id) {
      const [, name] = VALIDATOR.exec(id) ?? [];
      if (name === undefined) return;
      this.addWatchFile(schemaFile(name));
      return compileSchema(name);
    },
  };
}
