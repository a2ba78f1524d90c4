import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../src/cli/qmp/request.js';
import { readIntrospection } from '../../../src/protocol/qapi/read-introspection.js';

const schema = await readIntrospection('7.2');

/** A QEMU that has one command more than its introspection shows. */
function client(minor: number): Parameters<typeof readRequest>[1] & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    greeting: { version: { major: 7, minor, micro: 0, package: '' }, capabilities: [] },
    supports: async (command) => {
      asked.push(command);
      return command === 'query-new';
    },
  };
}

describe('readRequest', () => {
  it('asks QEMU about nothing that the introspection knows', async () => {
    const qemu = client(2);
    expect(await readRequest(['query-status'], qemu, schema)).toEqual({ command: 'query-status', args: {} });
    await readRequest(['{"execute":"any"}'], qemu, schema);
    expect(qemu.asked).toEqual([]);
  });

  it('guesses what a command takes that QEMU alone knows', async () => {
    const words = ['query-new', 'a=1', 'b.c=x'];
    expect(await readRequest(words, client(3), schema)).toEqual({
      command: 'query-new',
      args: { a: 1, b: { c: 'x' } },
    });
    await expect(readRequest(['query-nev'], client(3), schema)).rejects.toThrow("no command 'query-nev'");
  });

  it('says of another version that the introspection may be wrong', async () => {
    const words = ['qom-list', 'pth=/'];
    const why = "qom-list takes no argument 'pth'; did you mean 'path'?";
    const more = ' (checked against QEMU 7.2, and this is 7.9: write {"execute":…} to send it unchecked)';
    await expect(readRequest(words, client(2), schema)).rejects.toMatchObject({ message: why });
    await expect(readRequest(words, client(9), schema)).rejects.toMatchObject({ message: why + more });
  });
});
