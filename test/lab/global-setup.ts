import type { TestProject } from 'vitest/node';
import { describeUnavailable, type LabAvailability, prepareLab } from './packages.js';

declare module 'vitest' {
  interface ProvidedContext {
    lab: LabAvailability;
  }
}

/** Runs once before all test files; what it provides, `describeLab` of context.ts reads in each of them. */
export async function setup(project: TestProject): Promise<void> {
  const availability = await prepareLab((line) => console.error(line));
  if (availability.state === 'unavailable') console.error(describeUnavailable(availability));
  project.provide('lab', availability);
}
