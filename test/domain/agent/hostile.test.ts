import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeDisks } from '../../../src/domain/agent/disks.js';
import { decodeFileSystems } from '../../../src/domain/agent/file-systems.js';
import { decodeTrim } from '../../../src/domain/agent/fs-trim.js';
import { decodeGuestVcpus } from '../../../src/domain/agent/guest-vcpus.js';
import { decodeHostname } from '../../../src/domain/agent/hostname.js';
import { decodeInterfaces } from '../../../src/domain/agent/interfaces.js';
import { decodeLoad } from '../../../src/domain/agent/load.js';
import { decodeOsInfo } from '../../../src/domain/agent/os-info.js';
import { decodeSshKeys } from '../../../src/domain/agent/ssh-keys.js';
import { decodeTime } from '../../../src/domain/agent/time.js';
import { decodeTimezone } from '../../../src/domain/agent/timezone.js';
import { decodeUsers } from '../../../src/domain/agent/users.js';
import { unicodeText } from '../../unicode-text.js';

const DECODERS: readonly (readonly [string, (answer: unknown) => unknown])[] = [
  ['disks', decodeDisks],
  ['file systems', decodeFileSystems],
  ['host name', decodeHostname],
  ['interfaces', decodeInterfaces],
  ['load', decodeLoad],
  ['operating system', decodeOsInfo],
  ['SSH keys', decodeSshKeys],
  ['time', decodeTime],
  ['time zone', decodeTimezone],
  ['trimmed file systems', decodeTrim],
  ['users', decodeUsers],
  ['vCPUs', decodeGuestVcpus],
];

/** The members that the commands return, and one that none does. */
const MEMBERS = (
  'name partition dependencies address alias mountpoint type disk used-bytes total-bytes host-name bus-type bus target unit ' +
  'serial dev pci-controller domain slot function hardware-address ip-addresses ip-address ip-address-type prefix load1m ' +
  'load5m load15m id pretty-name keys zone offset user login-time logical-id online can-offline paths path trimmed error __proto__'
).split(' ');

/** Any JSON as the lossless parser gives it, with members that the decoders look at. */
const { answer: ANSWER } = fc.letrec((tie) => ({
  answer: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    unicodeText({ maxLength: 400 }),
    fc.constantFrom(
      'eth0',
      '10.0.2.15',
      'fe80::1%eth0',
      '52:54:00:aa:bb:01',
      '\u001b[2J',
      '\u202e',
      'x'.repeat(20_000),
    ),
    fc.constantFrom<unknown>(null, true, false, -1, 2n ** 63n, -(2n ** 63n), 1e300, 2 ** 53, 0.5),
    fc.integer({ min: -2, max: 200 }),
    fc.array(tie('answer'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom(...MEMBERS), tie('answer'), { maxKeys: 12 }),
  ),
}));

const HARMFUL = /\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Whether it is plain data of bounded size that a terminal may print. */
function isHarmless(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= 16_384 && !HARMFUL.test(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.length <= 4096 && value.every(isHarmless);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isHarmless);
  return value === undefined || typeof value === 'boolean';
}

describe('whatever an agent answers', () => {
  it.each(DECODERS)('is taken for %s as far as it is that, or refused by its own error', (_, decode) => {
    fc.assert(
      fc.property(ANSWER, (answer) => {
        try {
          expect(isHarmless(decode(answer))).toBe(true);
        } catch (error) {
          if (!(error instanceof AgentAnswerError)) throw error;
          expect(error.code).toBe('ERR_AGENT_ANSWER');
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each(DECODERS)('is bounded for %s', (_, decode) => {
    const entry = { name: 'a', mountpoint: '/', user: 'a', 'logical-id': 1 };
    const answer = Array.from({ length: 10_000 }, () => entry);
    try {
      expect(isHarmless(decode(answer))).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(AgentAnswerError);
    }
  });
});
