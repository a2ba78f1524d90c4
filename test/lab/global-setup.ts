import type { TestProject } from 'vitest/node';
import { describeUnavailable, type LabAvailability, prepareLab } from './packages.js';

declare module 'vitest' {
  interface ProvidedContext {
    lab: LabAvailability;
  }
}

/** Prepares the lab once, before the files of the projects `real` and `lab`, and provides it for `describeLab`. */
export async function setup(project: TestProject): Promise<void> {
  const availability = await prepareLab((line) => console.error(line));
  if (availability.state === 'unavailable') console.error(describeUnavailable(availability));
  project.provide('lab', availability);
}
