import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WatchedFiles } from '../../../src/serve/http/watched-files.js';
import { readWebConfig } from '../../../src/serve/http/web-config/read-web-config.js';
import { WebConfigError } from '../../../src/serve/http/web-config/web-config.js';
import { isCi } from '../../lab/context.js';
import { findPrometheus } from '../../lab/prometheus.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { CASES, textOf, writeCertificates } from './web-config-cases.js';

const prometheus = await findPrometheus();

function isValidHere(path: string): boolean {
  try {
    readWebConfig(path, new WatchedFiles());
    return true;
  } catch (error) {
    if (error instanceof WebConfigError) return false;
    throw error;
  }
}

describe.skipIf(prometheus === undefined && !isCi())('promtool check web-config', () => {
  it.each(CASES)('agrees with qgauge, or the table says why not: $title', async (each) => {
    const directory = await temporaryDirectory();
    const { own } = writeCertificates(directory);
    const path = join(directory, 'web.yml');
    writeFileSync(path, textOf(each, own));
    const { status, stderr } = spawnSync(prometheus?.promtool ?? '', ['check', 'web-config', path], {
      encoding: 'utf8',
    });
    expect([0, 1]).toContain(status);
    const verdicts = { here: isValidHere(path), promtool: status === 0 };
    expect(verdicts, stderr).toEqual({
      here: each.message === undefined,
      promtool: (each.message === undefined) === (each.promtoolDiffers === undefined),
    });
  });
});
