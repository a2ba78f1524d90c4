import type { TestProject } from 'vitest/node';
import { NEWEST_VERSION } from '../../mock-qemu/qapi/versions.js';
import { describeUnavailable, prepareLab } from '../lab/packages.js';
import { type InstalledVersion, isNewerThanKnown, readQemuVersion } from '../lab/qemu-version.js';
import { compareIntrospection } from './compare-introspection.js';
import { prepareDebianQemu } from './debian-qemu.js';
import { PROJECTS } from './projects.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The QEMU of a project of the matrix. */
    qemuVersion: InstalledVersion;
  }
}

/**
 * Prepares the lab with the QEMU of a project, and prints its version. Of one that is newer than all known ones it prints how its
 * introspection differs from the newest known.
 *
 * @throws {Error} when the lab cannot be had: who runs the matrix wants it
 */
export async function setup(project: TestProject): Promise<void> {
  const report = (line: string) => console.log(`${project.name}: ${line}`);
  const availability = await prepareLab(report);
  if (availability.state === 'unavailable') throw new Error(describeUnavailable(availability));
  const release = PROJECTS.get(project.name);
  const { lab } = availability;
  const qemu = release === undefined ? lab.qemu : await prepareDebianQemu(release, report);
  const version = readQemuVersion(qemu);
  if (version === undefined) throw new Error(`${qemu} -version prints no version`);
  report(`QEMU ${version.full}`);
  if (isNewerThanKnown(version.series)) {
    report(`newer than ${NEWEST_VERSION}, from which its introspection differs as follows`);
    for (const line of await compareIntrospection(qemu, NEWEST_VERSION)) report(line);
  }
  project.provide('lab', { state: 'ready', lab: { ...lab, qemu } });
  project.provide('qemuVersion', version);
}
