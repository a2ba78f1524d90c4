/** The oldest Node.js that runs qgauge, as in `engines` of package.json. */
const MAJOR = 20;
const MINOR = 19;

/**
 * Explains that a Node.js is too old for qgauge; `undefined` when it is not.
 *
 * An old Node.js must be able to parse this file: no syntax after ECMAScript 2018.
 *
 * @param version `process.versions.node`, e.g. `18.20.8`
 */
export function nodeVersionProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return undefined;
  return `qgauge needs Node.js ${MAJOR}.${MINOR} or later; this is ${version}`;
}
