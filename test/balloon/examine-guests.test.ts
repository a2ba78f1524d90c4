import { expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { examineGuests } from '../../src/balloon/examine-guests.js';
import { findGuest } from '../../src/discover/find-guest.js';
import type { BalloonFinding } from '../../src/model/balloon-finding.js';

it('an examination reports each finding as it comes', async () => {
  await using qemu = await startMockQemu({ name: 'web' });
  const guests = [findGuest(qemu.address), findGuest('unix:/nonexistent/qmp.sock')];
  const { signal } = new AbortController();
  const seen: BalloonFinding[] = [];
  const findings = await examineGuests(guests, { signal, onFinding: (finding) => seen.push(finding) });
  expect(findings.map(({ problem }) => problem?.kind)).toEqual([undefined, 'gone']);
  expect(new Set(seen)).toEqual(new Set(findings));
});
