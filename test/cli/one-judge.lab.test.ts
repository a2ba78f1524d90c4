import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { HvMonitorRecord, HvMonitorVm } from '../../src/formats/hv-monitor/record.js';
import { VERDICTS, type Verdict } from '../../src/model/verdict.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import { ALONE, onlyVm, type RunOptions, runQgauge } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** What a command says of a guest. */
interface Said {
  readonly verdict: string;
  readonly advice: string;
}

/** How to ask each command for one guest, by the address of its monitor or alone on its host, and where its answer is. */
const COMMANDS: {
  readonly [command: string]: {
    readonly args: (address: string | undefined) => readonly string[];
    readonly said: (answer: Parsed) => Said | undefined;
  };
} = {
  ls: { args: bySocket('ls', '--json'), said: ({ guests }) => guests?.[0]?.memory },
  'balloon ls': { args: byName('ls'), said: ({ balloons }) => balloons?.[0] },
  'balloon get': { args: byName('get'), said: (balloon) => balloon },
  'balloon doctor': { args: byName('doctor'), said: ({ balloons }) => balloons?.[0] },
  // The last: it switches polling on.
  collect: { args: bySocket('collect', '--extended'), said: (record) => vmOf(record).balloon },
};

type Parsed = HvMonitorRecord &
  Said & {
    readonly guests?: readonly { readonly memory: Said }[];
    readonly balloons?: readonly Said[];
  };

const NAME = 'alone';

function vmOf(record: HvMonitorRecord): HvMonitorVm {
  return record.data.VMs[NAME] ?? onlyVm(record);
}

function bySocket(...command: readonly string[]) {
  return (address: string | undefined) => [
    ...command,
    ...(address ? ['--socket', `${NAME}=${address}`] : []),
  ];
}

function byName(command: string) {
  return (address: string | undefined) => ['balloon', command, address ?? NAME, '--json'];
}

/** Asks every command, one after the other: a monitor serves one client. */
async function askAll(
  address: string | undefined,
  options?: RunOptions,
): Promise<{ [command: string]: Said }> {
  const all: { [command: string]: Said } = {};
  for (const [command, { args, said }] of Object.entries(COMMANDS)) {
    const run = await runQgauge(args(address), options);
    const { verdict = '', advice = '' } = said(JSON.parse(run.stdout)) ?? {};
    all[command] = { verdict, advice };
  }
  return all;
}

/** What all commands say when they agree; `collect` may have changed what it found. */
function agreed(verdict: Verdict, afterCollect: Verdict = verdict): { [command: string]: Said } {
  const said = (word: Verdict): Said => ({ verdict: word, advice: VERDICTS[word].advice });
  const before = Object.fromEntries(Object.keys(COMMANDS).map((command) => [command, said(verdict)]));
  return { ...before, collect: said(afterCollect) };
}

const addressOf = ({ monitors }: LabGuest) => monitors[0] ?? '';

describeLab('ls, collect and balloon ls, get and doctor have one verdict and one advice', (lab) => {
  let web: LabGuest;
  let db: LabGuest;
  const guests: LabGuest[] = [];
  const boot = async (...[options]: [Parameters<typeof bootGuest>[1]]) => {
    const guest = await bootGuest(lab, options);
    guests.push(guest);
    return guest;
  };

  beforeAll(async () => {
    [web, db] = await Promise.all([boot({ name: 'judged' }), boot({ name: 'judged-db', driver: false })]);
  });

  afterAll(() => Promise.all(guests.map((guest) => guest.stop())));

  /** Runs a command on a host of its own, on which these QEMUs and no others run; they end with the command. */
  const alone = (...machines: readonly (readonly string[])[]): RunOptions => {
    const qemus = machines.map((args) => [lab.qemu, ...PAUSED_MACHINE, ...args, '-daemonize'].join(' '));
    return { through: [...ALONE, 'sh', '-c', [...qemus, 'exec "$@"'].join(' && '), 'sh'] };
  };

  it('on a guest without a driver, polling off and on', async () => {
    expect(await askAll(addressOf(db))).toEqual(agreed('never-reported'));
    const { stdout } = await runQgauge(['balloon', 'get', addressOf(db), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ intervalSeconds: 10, verdict: 'never-reported' });
    expect(await askAll(addressOf(db))).toEqual(agreed('never-reported'));
  });

  it('on a guest with a driver, polling off and on', async () => {
    expect(await askAll(addressOf(web))).toEqual(agreed('polling-off', 'ok'));
    expect(await askAll(addressOf(web))).toEqual(agreed('ok'));
  });

  it('on a guest that is paused', async () => {
    await web.control('stop');
    expect(await askAll(addressOf(web))).toEqual(agreed('paused'));
    await web.control('cont');
  });

  it('on a QEMU that is stopped', async () => {
    web.signal('SIGSTOP');
    const said = await askAll(addressOf(web));
    web.signal('SIGCONT');
    expect(said).toEqual(agreed('stopped'));
  });

  it('on a monitor that serves another client', async () => {
    const other = connect(addressOf(db));
    onTestFinished(() => {
      other.destroy();
    });
    await once(other, 'data');
    expect(await askAll(addressOf(db))).toEqual(agreed('busy'));
  });

  it('on a guest that was migrated here, whose driver has reported elsewhere', async () => {
    const socket = join(await temporaryDirectory(), 'm');
    const [source, here] = await Promise.all([
      boot({ name: 'moving' }),
      boot({ name: 'moving', stopped: true, extraArgs: ['-incoming', 'defer'] }),
    ]);
    await here.control('migrate-incoming', { uri: `unix:${socket}` });
    await source.control('migrate', { uri: `unix:${socket}` });
    await expect
      .poll(() => here.control('query-status'), { timeout: 60_000 })
      .toMatchObject({ status: 'paused' });
    await here.control('cont');
    expect(await askAll(addressOf(here))).toEqual(agreed('polling-off', 'ok'));
  });

  it('on a machine without a balloon', async () => {
    const address = join(await temporaryDirectory(), 'q');
    await startBareQemu(lab.qemu, [...PAUSED_MACHINE, '-qmp', `unix:${address},server=on,wait=off`], {
      ready: address,
    });
    expect(await askAll(address)).toEqual(agreed('no-device'));
  });

  it('on an address where no QEMU listens', async () => {
    expect(await askAll(join(await temporaryDirectory(), 'q'))).toEqual(agreed('gone'));
  });

  it('on a QEMU without a monitor', async () => {
    expect(await askAll(undefined, alone(['-name', NAME]))).toEqual(agreed('no-monitor'));
  });

  it('on a QEMU that has a human monitor only', async () => {
    const monitor = `unix:${join(await temporaryDirectory(), 'hmp')},server=on,wait=off`;
    expect(await askAll(undefined, alone(['-name', NAME, '-monitor', monitor]))).toEqual(
      agreed('no-monitor'),
    );
  });

  it('on a QEMU whose path another QEMU has taken', async () => {
    const monitor = `unix:${join(await temporaryDirectory(), 'q')},server=on,wait=off`;
    const both = alone(['-name', NAME, '-qmp', monitor], ['-name', 'newer', '-qmp', monitor]);
    expect(await askAll(undefined, both)).toEqual(agreed('foreign'));
  });
});

describeLab('qgauge ls of a QEMU that cannot be asked', (lab) => {
  it('has its vCPUs and memory from the command line, as the QEMU that can be asked has them', async () => {
    const size = ['-smp', 'sockets=2,cores=1', '-m', 'size=65536k'];
    const machine = [...PAUSED_MACHINE, ...size];
    const address = join(await temporaryDirectory(), 'q');
    await startBareQemu(lab.qemu, [...machine, '-qmp', `unix:${address},server=on,wait=off`], {
      ready: address,
    });
    const list = async () =>
      JSON.parse((await runQgauge(['ls', '--json', '--socket', address])).stdout).guests;
    const asked = { vcpus: 2, machineBytes: 64 * 2 ** 20, declared: null };
    expect(await list()).toMatchObject([asked]);
    const other = connect(address);
    onTestFinished(() => {
      other.destroy();
    });
    await once(other, 'data');
    expect(await list()).toMatchObject([
      { vcpus: null, machineBytes: null, declared: { vcpus: 2, memoryBytes: 64 * 2 ** 20 } },
    ]);
    const table = await runQgauge(['ls', '--socket', address]);
    expect(table.stdout).toMatch(/\(busy\) +\(2\) +\(64M\) +- /);
  });
});
