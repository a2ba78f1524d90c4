import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReplayLine, type ReplayOptions, startReplay } from '../../../mock-qemu/index.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { connect } from '../../../src/protocol/transport/connect.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const GREETING =
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": ["oob"]}}';

const greeting: ReplayLine = { from: 'qemu', line: GREETING };
const client = (line: string, at = 0): ReplayLine => ({ from: 'client', line, at });
const qemu = (line: string, at = 0): ReplayLine => ({ from: 'qemu', line, at });
const status = (word: string, id: string) => qemu(`{"return":  {"status": "${word}"}, "id": ${id}}`);
const event = (name: string, at = 0) =>
  qemu(`{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "${name}"}`, at);

const NEGOTIATION = [
  greeting,
  client('{"execute": "qmp_capabilities", "id": 1}'),
  qemu('{"return": {}, "id": 1}'),
];
/** The guest is stopped between two looks at it. */
const STOPPED = [
  ...NEGOTIATION,
  client('{"execute": "query-status", "id": 2}'),
  status('running', '2'),
  client('{"execute": "stop", "id": 3}'),
  event('STOP'),
  qemu('{"return": {}, "id": 3}'),
  client('{"execute": "query-status", "id": 4}'),
  status('paused', '4'),
];

async function converse(options: ReplayOptions, requests: string, replies: number): Promise<string[]> {
  await using replay = await startReplay(options);
  return await talk(replay.address, requests, replies);
}

/** Writes all at once, and resolves to the lines that come. */
async function talk(address: string, requests: string, lines: number): Promise<string[]> {
  const stream = await connect(parseAddress(address));
  stream.setEncoding('latin1').write(Buffer.from(requests, 'latin1'));
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (text.split('\n').length > lines) break;
  }
  return text.split(/\r?\n/).slice(0, -1);
}

const missing = (desc: string, id: string) =>
  `{"id": ${id}, "error": {"class": "GenericError", "desc": "${desc}"}}`;

describe('a replay', () => {
  it("answers with the recorded bytes and the client's own id", async () => {
    const answers = await converse(
      { lines: STOPPED },
      '{"execute":"qmp_capabilities"}{"id": {"a": "b"}, "execute":"query-status","arguments":{}}',
      3,
    );
    expect(answers).toEqual([
      GREETING,
      '{"return": {}}',
      '{"return":  {"status": "running"}, "id": {"a": "b"}}',
    ]);
  });

  it('puts an id where QEMU does when the recorded reply has none', async () => {
    const lines = [
      ...NEGOTIATION,
      client('{"execute": "query-name"}'),
      qemu('{"return": {}}'),
      client('{"execute": "nope"}'),
      qemu('{"error": {"class": "CommandNotFound", "desc": "no"}}'),
    ];
    const answers = await converse(
      { lines },
      '{"execute":"query-name","id":7}{"execute":"nope","id":"x"}',
      3,
    );
    expect(answers.slice(1)).toEqual([
      '{"return": {}, "id": 7}',
      '{"id": "x", "error": {"class": "CommandNotFound", "desc": "no"}}',
    ]);
  });

  it('finds arguments by their content: order, spacing and the width of integers aside', async () => {
    const lines = [
      ...NEGOTIATION,
      client('{"execute": "qom-set", "arguments": {"path": "/x", "value": 18446744073709551615}, "id": 2}'),
      qemu('{"return": {}, "id": 2}'),
    ];
    const ask = (value: string) => `{"execute":"qom-set","arguments":{"value":${value},"path":"/x"},"id":0}`;
    const [, found, other] = await converse(
      { lines, match: 'loose' },
      ask('18446744073709551615') + ask('18446744073709551614'),
      3,
    );
    expect(found).toBe('{"return": {}, "id": 0}');
    expect(other).toBe(
      missing(
        "the transcript given as lines has no answer to 'qom-set' with these arguments: record it again with a client that sends this request",
        '0',
      ),
    );
  });

  it('in order: never goes back, and sends events in their place', async () => {
    const answers = await converse(
      { lines: STOPPED },
      '{"execute":"stop","id":1}{"execute":"query-status","id":2}{"execute":"query-status","id":3}',
      5,
    );
    expect(answers.slice(1)).toEqual([
      event('STOP').line,
      '{"return": {}, "id": 1}',
      '{"return":  {"status": "paused"}, "id": 2}',
      missing(
        "the transcript given as lines has no further answer to 'query-status': all were given or skipped; replay with match 'loose' to repeat the last one",
        '3',
      ),
    ]);
  });

  it('in order: takes requests that were in flight together in any order', async () => {
    const lines = [
      ...NEGOTIATION,
      client('{"execute": "query-name", "id": 2}'),
      client('{"execute": "query-uuid", "id": 3}'),
      qemu('{"return": {"name": "a"}, "id": 2}'),
      qemu('{"return": {"UUID": "b"}, "id": 3}'),
    ];
    const answers = await converse(
      { lines },
      '{"execute":"query-uuid","id":1}{"execute":"query-name","id":2}',
      3,
    );
    expect(answers.slice(1)).toEqual([
      '{"return": {"UUID": "b"}, "id": 1}',
      '{"return": {"name": "a"}, "id": 2}',
    ]);
  });

  it('starts again for the next client, and with loose continues', async () => {
    const ask = '{"execute":"query-status","id":0}';
    const look = async (match: 'order' | 'loose') => {
      await using replay = await startReplay({ lines: STOPPED, match });
      const seen: string[] = [];
      for (let client = 0; client < 3; client++) seen.push((await talk(replay.address, ask, 2)).at(-1) ?? '');
      return seen.map((reply) => JSON.parse(reply).return.status);
    };
    expect(await look('order')).toEqual(['running', 'running', 'running']);
    expect(await look('loose')).toEqual(['running', 'paused', 'paused']);
  });

  it('gives each client a recorded connection of its own', async () => {
    const second = [greeting, client('{"execute": "query-status", "id": 9}'), status('shutdown', '9')];
    await using replay = await startReplay({ lines: [...STOPPED, ...second] });
    const ask = '{"execute":"query-status","id":0}';
    expect((await talk(replay.address, ask, 2)).at(-1)).toContain('running');
    expect((await talk(replay.address, ask, 2)).at(-1)).toContain('shutdown');
    expect((await talk(replay.address, ask, 2)).at(-1)).toContain('running');
  });

  it('negotiates with a client though the transcript does not', async () => {
    await using replay = await startReplay({ lines: [greeting] });
    await using qmp = await GenericQmpClient.connect(replay.address, { control: true });
    await expect(qmp.execute('query-foo')).rejects.toThrow(
      "query-foo failed: the transcript given as lines has no answer to 'query-foo': record it again with a client that sends this request (GenericError)",
    );
    expect(replay.calls.map(({ execute }) => execute)).toEqual(['qmp_capabilities', 'query-foo']);
  });

  it('prints over several lines when QEMU did', async () => {
    const pretty = '{\n    "return": {\n    },\n    "id": 1\n}';
    const lines = [
      qemu('{\n    "QMP": {\n    }\n}'),
      client('{"execute": "query-name", "id": 1}'),
      qemu(pretty),
      client('{"execute": "cont"}'),
      qemu('{\n    "return": {\n    }\n}'),
    ];
    await using replay = await startReplay({ lines });
    const answers = await talk(replay.address, '{"execute":"query-name"}{"execute":"cont","id":5}', 12);
    expect(answers.slice(4)).toEqual([
      ...['{', '    "return": {', '    }', '}'],
      ...['{', '    "return": {', '    },', '    "id": 5', '}'],
    ]);
  });

  it('takes the recorded time, and keeps events in order for a client that does not wait', async () => {
    const lines = [
      ...NEGOTIATION,
      client('{"execute": "query-status", "id": 2}', 100),
      qemu('{"return": {}, "id": 2}', 160),
      event('RESUME', 100_000),
      client('{"execute": "query-name", "id": 3}', 200_000),
      event('STOP', 200_020),
      qemu('{"return": {}, "id": 3}', 200_040),
    ];
    await using replay = await startReplay({ lines, timing: 'recorded' });
    const startedAt = performance.now();
    const requests = '{"execute":"query-status","id":2}{"execute":"query-name","id":3}';
    const answers = await talk(replay.address, requests, 5);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(answers.map((line) => JSON.parse(line).event ?? '')).toEqual(['', '', 'RESUME', 'STOP', '']);
  });

  it('replays bytes that are not a message as they came', async () => {
    const noise = { from: 'qemu', line: '\u00ff\u00fe', note: 'no message; latin-1 decoded' } as const;
    const answers = await converse(
      {
        lines: [...NEGOTIATION, client('{"execute":"stop","id":2}'), noise, qemu('{"return": {}, "id": 2}')],
      },
      '{"execute":"stop","id":2}',
      3,
    );
    expect(answers.slice(1)).toEqual(['\u00ff\u00fe', '{"return": {}, "id": 2}']);
  });

  it('accepts requests in single quotes, and invalid ones, as QEMU does', async () => {
    const lines = [
      ...NEGOTIATION,
      client("{'execute':'query-name','id':2}"),
      { from: 'client', line: '[1]', note: 'no message' } as const,
      qemu('{"return": {}, "id": 2}'),
      qemu('{"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}'),
    ];
    const answers = await converse({ lines }, `{"execute":"query-name","id":'a'}[1]`, 3);
    expect(answers.slice(1)).toEqual([
      '{"return": {}, "id": "a"}',
      '{"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}',
    ]);
  });

  it('answers invalid JSON as QEMU does', async () => {
    const answers = await converse({ lines: [greeting] }, '{"execute":}', 2);
    expect(answers[1]).toBe(
      '{"error": {"class": "GenericError", "desc": "JSON parse error, expecting value"}}',
    );
  });

  it('listens on the given address', async () => {
    const path = join(await temporaryDirectory(), 'r.sock');
    await using unix = await startReplay({ lines: [greeting], listen: `unix:${path}` });
    await using tcp = await startReplay({ lines: [greeting], listen: 'tcp:127.0.0.1:0' });
    expect(unix.address).toBe(`unix:${path}`);
    expect(await talk(tcp.address, '', 1)).toEqual([GREETING]);
  });
});

describe('a transcript that is not valid', () => {
  const replayOf = async (...rows: string[]) => {
    const file = join(await temporaryDirectory(), 't.jsonl');
    await writeFile(file, rows.join('\n'));
    return { file, replay: startReplay({ file }) };
  };
  const greets = JSON.stringify(greeting);

  it.each([
    [[greets, '{"from"', greets], ':2: the line is not valid JSON'],
    [['{"from": "qemu"}', ''], ":1: 'line' must be a string"],
    [['{"from": "me", "line": ""}', ''], ":1: 'from' must be one of client, qemu, agent"],
    [['{"from": "qemu", "line": "{", "ms": -1}', ''], ":1: 'ms' must be a number of milliseconds"],
    [
      [greets, '{"from": "qemu", "line": "{"}', ''],
      ":2: the message from 'qemu' is not valid JSON: only a line with a 'note' may hold anything else",
    ],
    [['{"from": "client", "line": "{}"}', ''], ":1: a monitor's transcript must begin with its greeting"],
    [
      ['{"format": "qgauge-transcript", "version": 2}', ''],
      ":1: 'version' must be 1: this transcript needs a newer program",
    ],
    [
      [greets, '{"format": "qgauge-transcript", "version": 1}', ''],
      ':2: a header is valid only on the first line',
    ],
    [
      [greets, '{"from": "agent", "line": "{}"}', ''],
      ':1: the transcript has messages of a monitor and of an agent: only one of them is possible',
    ],
    [[''], ': the transcript has no messages'],
  ])('names the file, the line and the rule: %#', async (rows, message) => {
    const { file, replay } = await replayOf(...rows);
    await expect(replay).rejects.toMatchObject({ code: 'ERR_MOCK_TRANSCRIPT', message: `${file}${message}` });
  });

  it('is replayed up to an incomplete last line', async () => {
    const { file, replay } = await replayOf(
      '{"format": "qgauge-transcript", "version": 1}',
      greets,
      '{"from": "cli',
    );
    await using started = await replay;
    expect(started.warnings).toEqual([`${file}:3: the line is incomplete: replaying the lines before it`]);
    expect(await talk(started.address, '', 1)).toEqual([GREETING]);
  });

  it('is distinguished from one that does not exist', async () => {
    await expect(startReplay({ file: '/nowhere/t.jsonl' })).rejects.toThrow(
      '/nowhere/t.jsonl: cannot be read: no such file',
    );
  });
});
