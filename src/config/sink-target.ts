import { type Destination, DestinationError, parseDestination } from '../model/destination.js';
import type { OutputName } from '../model/vocabulary.js';
import { show } from './problem.js';

/** What an output needs as its target, for people; `undefined` for standard output, which needs none. */
export function targetFormOf(output: OutputName): string | undefined {
  return output === 'stdout' ? undefined : TARGET_FORMS[output];
}

const HOST_AND_PORT = 'host:port, such as 192.0.2.7:8094 or [2001:db8::7]:8094';

const TARGET_FORMS: { readonly [output in Exclude<OutputName, 'stdout'>]: string } = {
  file: 'the absolute path of a file',
  tcp: HOST_AND_PORT,
  udp: HOST_AND_PORT,
};

/** @returns what is wrong with a sink's target; `undefined` when nothing is */
export function findTargetProblem(output: OutputName, target: string | undefined): string | undefined {
  if (output === 'stdout') {
    return target === undefined ? undefined : "standard output takes no target: remove it, or set 'output'";
  }
  const form = TARGET_FORMS[output];
  if (target === undefined) return `'target' is missing: output ${output} needs ${form}`;
  // Where the process was started does not matter to a configuration file.
  const isPlaced = output !== 'file' || target.startsWith('/');
  return isPlaced && isDestination(output, target) ? undefined : `${show(target)} is not ${form}`;
}

function isDestination(kind: Destination['kind'], text: string): boolean {
  try {
    parseDestination(kind, text);
    return true;
  } catch (error) {
    if (error instanceof DestinationError) return false;
    throw error;
  }
}
