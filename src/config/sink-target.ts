import { show } from './problem.js';

const MAX_PORT = 65_535;

/** What an output needs as its target, for people; `undefined` for standard output, which needs none. */
export function targetFormOf(output: string): string | undefined {
  return TARGET_FORMS[output];
}

const TARGET_FORMS: { readonly [output: string]: string } = {
  file: 'an absolute path',
  tcp: 'host:port, such as 192.0.2.7:8094 or [2001:db8::7]:8094',
  udp: 'host:port, such as 192.0.2.7:8094 or [2001:db8::7]:8094',
};

/** @returns what is wrong with a sink's target; `undefined` when nothing is */
export function findTargetProblem(output: string, target: string | undefined): string | undefined {
  const form = targetFormOf(output);
  if (form === undefined) {
    return target === undefined ? undefined : "standard output has no target: leave it out, or say 'output'";
  }
  if (target === undefined) return `'target' is missing: output ${output} needs ${form}`;
  const isWellFormed = output === 'file' ? target.startsWith('/') : isHostAndPort(target);
  return isWellFormed ? undefined : `${show(target)} is not ${form}`;
}

function isHostAndPort(target: string): boolean {
  const [, port = ''] = /^(?:\[[^\][\s]+\]|[^\][:\s]+):(\d{1,5})$/.exec(target) ?? [];
  return isPort(Number(port));
}

export function isPort(port: number): boolean {
  return port >= 1 && port <= MAX_PORT;
}
