import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { updatePackageLists } from '../lab/debian.js';
import { runCommand } from '../lab/run-command.js';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * An apt with lists, downloads and installed packages of its own (none), for a release that is not this machine's. It has this
 * machine's configuration, such as a proxy, and downloads from this machine's mirror.
 */
export class PrivateApt {
  readonly #folder: string;
  readonly #options: readonly string[];

  /** @param folder is created, and holds all that is downloaded */
  private constructor(folder: string) {
    this.#folder = folder;
    const settings = {
      'Dir::Etc::SourceList': join(folder, 'sources.list'),
      'Dir::Etc::SourceParts': '/dev/null',
      'Dir::Etc::Preferences': '/dev/null',
      'Dir::Etc::PreferencesParts': '/dev/null',
      'Dir::State': folder,
      'Dir::State::Status': join(folder, 'status'),
      'Dir::Cache': folder,
      'APT::Sandbox::User': 'root',
      'Acquire::Languages': 'none',
    };
    this.#options = [
      '-q',
      ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ];
  }

  /** Fetches the lists of a release. */
  static async create(folder: string, release: string): Promise<PrivateApt> {
    const mirror = await findDebianMirror();
    for (const name of ['lists/partial', 'archives/partial'])
      mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'status'), '');
    writeFileSync(join(folder, 'sources.list'), `deb [signed-by=${KEYRING}] ${mirror} ${release} main\n`);
    const apt = new PrivateApt(folder);
    await apt.#run('update');
    return apt;
  }

  /** Downloads a package and all that it depends on, and returns the archives. */
  async download(name: string): Promise<readonly string[]> {
    await this.#run('install', '--yes', '--download-only', '--no-install-recommends', name);
    const archives = join(this.#folder, 'archives');
    const files = readdirSync(archives).filter((file) => file.endsWith('.deb'));
    return files.map((file) => join(archives, file));
  }

  /** `APT::Update::Error-Mode` makes a mirror that cannot be reached an error, not a warning. */
  #run(...args: readonly string[]): Promise<string> {
    return runCommand('apt-get', [...this.#options, '-o', 'APT::Update::Error-Mode=any', ...args]);
  }
}

/** The mirror from which this machine's apt takes Debian, e.g. `http://ftp.debian.org/debian/`; needs root. */
async function findDebianMirror(): Promise<string> {
  const ask = () =>
    runCommand('apt-get', [
      'indextargets',
      '--format',
      '$(REPO_URI)',
      'Created-By: Packages',
      'Label: Debian',
    ]);
  let mirrors = await ask();
  // apt knows what a mirror has only when it has its lists.
  if (mirrors === '') {
    await updatePackageLists();
    mirrors = await ask();
  }
  const [mirror = ''] = mirrors.split('\n');
  if (mirror === '') throw new Error('/etc/apt/sources.list* has no mirror of Debian');
  return mirror;
}
