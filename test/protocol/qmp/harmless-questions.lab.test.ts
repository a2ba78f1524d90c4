import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Introspection, type SchemaInfo } from '../../../mock-qemu/qapi/introspection.js';
import { NEWEST_VERSION } from '../../../mock-qemu/qapi/versions.js';
import { CommandError, CommandRefusedError } from '../../../src/protocol/qmp/errors.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import { startBareQemu } from '../../bare-qemu.js';
import { describeLab } from '../../lab/context.js';
import { probesOf } from '../../mock-qemu/differential/requests.js';
import { temporaryDirectory } from '../../temporary-directory.js';

/** A machine of many parts, which runs its firmware. */
const MACHINES: ReadonlyMap<string, readonly string[]> = new Map([
  ['q35', devicesOn('pci')],
  ['pc', devicesOn('pci')],
  ['microvm', devicesOn('device')],
]);

function devicesOn(bus: 'pci' | 'device'): readonly string[] {
  const device = (type: string, options: string) => ['-device', `virtio-${type}-${bus},${options}`];
  return [
    ...device('balloon', 'id=balloon0'),
    ...['-netdev', 'user,id=n0', ...device('net', 'id=net0,netdev=n0')],
    ...[
      '-blockdev',
      'driver=null-co,node-name=d0,size=1048576,read-zeroes=on',
      ...device('blk', 'id=disk0,drive=d0'),
    ],
    ...['-object', 'iothread,id=io0', '-object', 'rng-builtin,id=rng0', ...device('rng', 'id=rng1,rng=rng0')],
    ...device('serial', 'id=serial0'),
    ...['-vnc', '127.0.0.1:0,to=99', '-serial', 'null'],
  ];
}

describeLab('a running QEMU', (lab) => {
  it.each([...MACHINES])(
    'survives all that may be asked of a %s without control',
    async (machine, devices) => {
      const path = join(await temporaryDirectory(), 's');
      const monitor = ['-qmp', `unix:${path},server=on,wait=off`];
      const args = ['-nodefaults', '-accel', 'tcg', '-machine', machine, '-m', '64', ...devices, ...monitor];
      const { child } = await startBareQemu(lab.qemu, args, { ready: path });
      await using client = await GenericQmpClient.connect(path);
      const outcomes = new Outcomes(client);
      const isRunning = async () => {
        expect(child.exitCode ?? child.signalCode).toBeNull();
        expect(await client.execute('query-status')).toMatchObject({ status: 'running', running: true });
      };
      await isRunning();
      const entries = (await client.execute('query-qmp-schema')) as readonly SchemaInfo[];
      const schema = new Introspection(NEWEST_VERSION, entries);
      for (const command of schema.commands.values()) {
        for (const { what, arguments: given } of probesOf(schema, command))
          if (what === 'the least' || what === 'no arguments member') await outcomes.ask(command.name, given);
      }
      const commands = outcomes.take();
      // Whatever else a QEMU has is refused: it may change the guest, or is not stable.
      expect(commands.answered).toBeGreaterThan(50);
      expect(commands.refused).toBeGreaterThan(120);
      await isRunning();
      await readObjects('/machine', outcomes, schema.commands.has('qom-list-get'));
      const properties = outcomes.take();
      expect(properties.answered).toBeGreaterThan(machine === 'microvm' ? 500 : 1500);
      expect(properties.refused).toBe(0);
      await isRunning();
    },
  );
});

/** Asks, and counts how that ends; a QEMU that does not answer fails the test. */
class Outcomes {
  readonly #client: GenericQmpClient;
  #counts = { answered: 0, failed: 0, refused: 0 };

  constructor(client: GenericQmpClient) {
    this.#client = client;
  }

  async ask(command: string, args: object | undefined): Promise<unknown> {
    try {
      const answer = await this.#client.execute(command, { ...args });
      this.#counts.answered++;
      return answer;
    } catch (error) {
      if (error instanceof CommandRefusedError) this.#counts.refused++;
      else if (error instanceof CommandError) this.#counts.failed++;
      else throw new Error(`QEMU did not survive ${command} ${JSON.stringify(args)}`, { cause: error });
      return undefined;
    }
  }

  take(): { readonly answered: number; readonly failed: number; readonly refused: number } {
    const counts = this.#counts;
    this.#counts = { answered: 0, failed: 0, refused: 0 };
    return counts;
  }
}

/** Reads every property of an object, and of all that it owns, one by one and, where QEMU can do that, all at once. */
async function readObjects(path: string, outcomes: Outcomes, hasListGet: boolean): Promise<void> {
  const properties = (await outcomes.ask('qom-list', { path })) as readonly { name: string; type: string }[];
  if (hasListGet) await outcomes.ask('qom-list-get', { paths: [path] });
  for (const { name, type } of properties) {
    await outcomes.ask('qom-get', { path, property: name });
    if (type.startsWith('child<')) await readObjects(`${path}/${name}`, outcomes, hasListGet);
  }
}
