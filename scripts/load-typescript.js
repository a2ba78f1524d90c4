import { rolldown } from 'rolldown';

/**
 * Imports a TypeScript module with all that it imports, as it is now: nothing need be built.
 *
 * The bundle has no place on the disk, so the modules may import each other and Node's own, but no package.
 *
 * @param {string} path
 */
export async function loadTypescript(path) {
  const bundle = await rolldown({
    input: path,
    platform: 'node',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  });
  const {
    output: [{ code }],
  } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}
