import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from '../temporary-directory.js';

/** What a captured tree holds: texts, and links as `{ link }`. */
export interface TreeFiles {
  readonly [path: string]: string | { readonly link: string };
}

/** Writes a piece of /proc or /sys into a temporary directory; resolves to its root. */
export async function capturedTree(files: TreeFiles): Promise<string> {
  const root = await temporaryDirectory();
  // Another user has to come through, where a test becomes one.
  await chmod(root, 0o755);
  await addToTree(root, files);
  return root;
}

/** Writes more of it. */
export async function addToTree(root: string, files: TreeFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await (typeof content === 'string' ? writeFile(file, content) : symlink(content.link, file));
  }
}

const NOBODY = 65_534;

/** Runs `read`, which must be synchronous, as a user that is neither root nor the owner of anything. */
export function asNobody<T>(read: () => T): T {
  if (process.geteuid?.() !== 0) return read();
  process.seteuid?.(NOBODY);
  try {
    return read();
  } finally {
    process.seteuid?.(0);
  }
}
