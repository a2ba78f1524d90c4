import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConversationRecorder } from '../../src/transcript/conversation-recorder.js';
import type { TranscriptLine } from '../../src/transcript/transcript-line.js';
import { unicodeText } from '../unicode-text.js';

/** A recorder whose clock advances only on request. */
function recorder(): { lines: TranscriptLine[]; clock: { ms: number }; recorder: ConversationRecorder } {
  const lines: TranscriptLine[] = [];
  const clock = { ms: 0 };
  const options = { onLine: (line: TranscriptLine) => lines.push(line), elapsedMs: () => clock.ms };
  return { lines, clock, recorder: new ConversationRecorder(options) };
}

describe('ConversationRecorder', () => {
  it('says when each message came, and how long a reply took', () => {
    const { lines, clock, recorder: conversation } = recorder();
    conversation.push(
      'client',
      Buffer.from('{"execute":"query-name","id":1}{"execute":"query-uuid","id":"b"}\n'),
    );
    clock.ms = 2.123;
    conversation.push('qemu', Buffer.from('{"event": "STOP"}\r\n{"return": {}, "id": "b"}\r\n'));
    clock.ms = 4;
    conversation.push('qemu', Buffer.from('{"return": {}, "id": 1}\r\n{"return": {}, "id": 1}\r\n'));
    expect(lines).toEqual([
      { from: 'client', at: 0, line: '{"execute":"query-name","id":1}' },
      { from: 'client', at: 0, line: '{"execute":"query-uuid","id":"b"}' },
      { from: 'qemu', at: 2.12, line: '{"event": "STOP"}' },
      { from: 'qemu', at: 2.12, line: '{"return": {}, "id": "b"}', ms: 2.12 },
      { from: 'qemu', at: 4, line: '{"return": {}, "id": 1}', ms: 4 },
      { from: 'qemu', at: 4, line: '{"return": {}, "id": 1}' },
    ]);
  });

  it('reads requests in single quotes, as QEMU does', () => {
    const { lines, recorder: conversation } = recorder();
    conversation.push('client', Buffer.from(`{'execute':'query-name','id':'a\\'b'}`));
    conversation.push('qemu', Buffer.from(`{"return": {}, "id": "a'b"}`));
    expect(lines.map(({ ms }) => ms)).toEqual([undefined, 0]);
  });

  it.each([
    ['set_password', { protocol: 'vnc', password: 'hunter2' }],
    ['change-vnc-password', { password: 'hunter2' }],
    ['object-add', { 'qom-type': 'secret', id: 's0', data: 'hunter2' }],
    ['object-add', { 'qom-type': 'secret', id: 's0', props: { data: 'hunter2' } }],
    ['sev-inject-launch-secret', { 'packet-header': 'aGVhZA==', secret: 'hunter2' }],
    ['guest-set-user-password', { username: 'root', password: 'hunter2', crypted: false }],
  ])('never keeps the secret of %s', (execute, args) => {
    const { lines, recorder: conversation } = recorder();
    const request = JSON.stringify({ execute, arguments: args });
    conversation.push('client', Buffer.from(request));
    expect(lines).toEqual([{ from: 'client', at: 0, line: request.replace('hunter2', '***') }]);
  });

  it('keeps a pretty message as one line', () => {
    const { lines, recorder: conversation } = recorder();
    conversation.push('qemu', Buffer.from('{\r\n    "return": {\r\n    }\r\n}\r\n'));
    expect(lines.map(({ line }) => line)).toEqual(['{\n    "return": {\n    }\n}']);
  });

  it('keeps what is not a message, with a note', () => {
    const { lines, recorder: conversation } = recorder();
    conversation.push('qemu', Buffer.from('warning: é\r\n'));
    conversation.push('qemu', Buffer.from('\xff{"a": "\xfe"}\n{"b": 1}\n{"cut', 'latin1'));
    conversation.end();
    expect(lines).toEqual([
      { from: 'qemu', at: 0, line: 'warning: é', note: 'not a message' },
      {
        from: 'qemu',
        at: 0,
        line: '\xff{"a": "\xfe"}',
        note: 'not a message; decoded as latin-1, because it is not UTF-8',
      },
      { from: 'qemu', at: 0, line: '{"b": 1}' },
      { from: 'qemu', at: 0, line: '{"cut', note: 'not a message' },
    ]);
  });

  it('loses no message, however the bytes are cut', () => {
    const message = fc.dictionary(unicodeText(), fc.jsonValue()).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (messages, cuts) => {
          const { lines, recorder: conversation } = recorder();
          const bytes = Buffer.from(messages.map((text) => `${text}\r\n`).join(''));
          const edges = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
          for (const [at, edge] of [0, ...edges].entries()) {
            conversation.push('client', bytes.subarray(edge, edges[at] ?? bytes.length));
          }
          conversation.end();
          expect(lines.map(({ line }) => line)).toEqual(messages);
        },
      ),
    );
  });
});
