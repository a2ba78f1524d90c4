import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labCacheFolder } from './checkout.js';
import { unpackPackages } from './debian.js';
import { withFileLock } from './file-lock.js';
import { type CommandOptions, runCommand } from './run-command.js';

/** Runs a program of Python that may import `yaml`: the machine's own PyYAML, or one unpacked beside the lab. */
export async function runPythonWithYaml(program: string, input: string): Promise<string> {
  return runCommand('python3', ['-c', program], { ...(await findYaml()), input });
}

async function findYaml(): Promise<CommandOptions> {
  try {
    await runCommand('python3', ['-c', 'import yaml']);
    return {};
  } catch {
    const folder = join(labCacheFolder(), 'python-yaml');
    const modules = join(folder, 'usr', 'lib', 'python3', 'dist-packages');
    await withFileLock(`${folder}.lock`, async () => {
      if (!existsSync(join(modules, 'yaml'))) await unpackPackages(['python3-yaml'], folder);
    });
    return { env: { PYTHONPATH: modules } };
  }
}
