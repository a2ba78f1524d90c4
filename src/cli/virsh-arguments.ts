/**
 * Turns `--domain NAME`, as scripts for virsh have it, into the argument NAME of `dom VERB` and `domstats`; other command lines are left as
 * they are.
 */
export function withDomainArguments(args: readonly string[]): readonly string[] {
  const [command, verb] = args;
  if (command !== 'dom' && command !== 'domstats') return args;
  const own = command === 'dom' && verb !== undefined ? [command, verb] : [command];
  const names: string[] = [];
  const others: string[] = [];
  const rest = args.slice(own.length);
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    const next = rest[at + 1];
    if (word === '--') {
      others.push(...rest.slice(at));
      break;
    }
    if (word.startsWith(`${DOMAIN}=`)) names.push(word.slice(DOMAIN.length + 1));
    else if (word === DOMAIN && next !== undefined) {
      names.push(next);
      at++;
    } else others.push(word);
  }
  return [...own, ...names, ...others];
}

const DOMAIN = '--domain';
