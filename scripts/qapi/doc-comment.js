import { comment } from './layout.js';

/**
 * The comment of a type or a part: `text`, the link `see`, and what introspection knows of it. It names the oldest and the newest
 * version that have it, unless they are those of its owner. Empty when there is nothing to say.
 *
 * @param all every version, oldest first
 * @param owner the versions that have its owner; without an owner the oldest version is always named
 */
export function docComment({ versions, features = [] }, all, { owner, text, see } = {}) {
  const lines = [];
  if (text) lines.push(text);
  if (features.includes('unstable')) lines.push('Unstable: QEMU may change it at any time.');
  if (see) lines.push(`@see ${see}`);
  const since = versions[0];
  if (since !== (owner ?? [])[0]) lines.push(`@since ${since === all[0] ? `${since} or before` : since}`);
  const until = versions.at(-1);
  if (until !== (owner ?? all).at(-1)) lines.push(`@until ${until}`);
  if (features.includes('deprecated')) lines.push('@deprecated');
  return lines.length === 0 ? '' : comment(lines);
}
