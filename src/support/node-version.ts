/** The oldest Node.js that runs qgauge; `engines` in package.json has the same. */
const MAJOR = 20;
const MINOR = 19;

/**
 * Says in one sentence that a Node.js is too old for qgauge, and `undefined` when it is not.
 *
 * An old Node.js has to parse this file: no syntax after ECMAScript 2018.
 *
 * @param version as `process.versions.node` has it: `18.20.8`
 */
export function nodeVersionProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return undefined;
  return `qgauge needs Node.js ${MAJOR}.${MINOR} or later; this is ${version}`;
}
