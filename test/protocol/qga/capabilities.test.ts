import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCapabilities } from '../../../src/protocol/qga/capabilities.js';
import { unicodeText } from '../../unicode-text.js';
import { recordedAnswer } from './recorded-agent.js';

describe('decodeCapabilities', () => {
  it('knows the commands of the recorded agent', () => {
    const { version, commands } = decodeCapabilities(recordedAnswer('guest-info'));
    expect(version).toMatch(/^7\.2\.\d+$/);
    expect(commands.size).toBe(42);
    expect(commands.get('guest-get-devices')).toEqual({ isEnabled: false, answersSuccess: true });
    expect(commands.get('guest-get-vcpus')).toEqual({ isEnabled: true, answersSuccess: true });
    expect(commands.get('guest-shutdown')).toEqual({ isEnabled: true, answersSuccess: false });
    expect(commands.get('guest-get-load')).toBeUndefined();
  });

  it('takes nothing from a reply of another form', () => {
    const nothing = { version: undefined, commands: new Map() };
    expect(decodeCapabilities(undefined)).toEqual(nothing);
    expect(decodeCapabilities({ version: 7, supported_commands: { 'guest-ping': true } })).toEqual(nothing);
    expect(decodeCapabilities({ version: '', supported_commands: [null, { name: 'a b' }, {}] })).toEqual(
      nothing,
    );
  });

  it('keeps little, and nothing that would harm a terminal, whatever an agent sends', () => {
    const text = unicodeText({ maxLength: 200 });
    const command = fc.record({ name: fc.oneof(text, fc.constant('guest-ping')), enabled: fc.anything() });
    const info = fc.record({ version: text, supported_commands: fc.array(fc.oneof(command, fc.anything())) });
    fc.assert(
      fc.property(fc.oneof(info, fc.anything()), (reply) => {
        const { version, commands } = decodeCapabilities(reply);
        expect(version ?? '').not.toMatch(/\p{Cc}/u);
        expect([...(version ?? '')].length).toBeLessThanOrEqual(60);
        for (const name of commands.keys()) expect(name).toMatch(/^[\w.-]{1,100}$/);
      }),
    );
    const endless = Array.from({ length: 5000 }, (_, number) => ({ name: `guest-${number}` }));
    expect(decodeCapabilities({ supported_commands: endless }).commands.size).toBe(1000);
  });
});
