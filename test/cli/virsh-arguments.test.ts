import { expect, it } from 'vitest';
import { withDomainArguments } from '../../src/cli/virsh-arguments.js';

it.each([
  ['dom domblkstat --domain web vda', 'dom domblkstat web vda'],
  ['dom domblkstat vda --human --domain=web', 'dom domblkstat web vda --human'],
  ['domstats --domain web --state --domain db', 'domstats web db --state'],
  ['domstats -- --domain web', 'domstats -- --domain web'],
  ['dom dominfo --domain', 'dom dominfo --domain'],
  ['dom', 'dom'],
  ['ls --domain web', 'ls --domain web'],
])('%j is read as %j', (typed, read) => {
  expect(withDomainArguments(typed.split(' '))).toEqual(read.split(' '));
});
