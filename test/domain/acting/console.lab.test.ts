import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Domain } from '../../../src/domain/domain.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { Tmux } from '../../lab/tmux.js';
import { connectRaw } from '../../mock-qemu/raw-client.js';
import { MAIN, runQgauge } from '../../run-qgauge.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const PATIENCE = { timeout: 90_000, interval: 100 };

/** Collects what comes from a stream, which is destroyed at the end of the test. */
function listen(stream: Readable): () => string {
  let text = '';
  stream.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1');
  });
  onTestFinished(() => void stream.on('error', () => undefined).destroy());
  return () => text;
}

describeLab('the consoles and channels of a real guest', (lab) => {
  let directory: string;
  let guest: LabGuest;
  let domain: Domain;

  const witness = async (command: string): Promise<string> => {
    const { status, output } = await guest.run(command);
    expect(status, output).toBe(0);
    return output.trim();
  };
  const path = (name: string) => join(directory, `${name}.sock`);
  const socket = (id: string) => ['-chardev', `socket,id=${id},path=${path(id)},server=on,wait=off`];
  /** Waits until QEMU has noticed that a client has left. */
  const untilFree = async (label: string) => {
    const filename = async () =>
      ((await guest.control('query-chardev')) as { label: string; filename: string }[]).find(
        (chardev) => chardev.label === label,
      )?.filename;
    await expect.poll(filename, PATIENCE).toMatch(/^disconnected:/);
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'qlab-console-'));
    guest = await bootGuest(lab, {
      name: 'act-console',
      agent: true,
      monitors: 2,
      extraArgs: [
        ...['-device', 'virtio-serial-pci,id=vs'],
        ...[...socket('con'), '-device', 'virtconsole,bus=vs.0,chardev=con,id=hvc'],
        ...['-chardev', 'pty,id=term', '-device', 'virtconsole,bus=vs.0,chardev=term'],
        ...[...socket('chan'), '-device', 'virtserialport,bus=vs.0,chardev=chan,name=org.test.0'],
        ...['-chardev', 'null,id=void', '-device', 'virtserialport,bus=vs.0,chardev=void,name=org.test.1'],
        ...['-chardev', 'socket,id=tcp,host=127.0.0.1,port=0,server=on,wait=off'],
        ...['-device', 'pci-serial,chardev=tcp'],
      ],
    });
    domain = await openLabGuest(guest);
    for (const hvc of ['hvc0', 'hvc1'])
      await witness(`(setsid sh -c 'exec sh -i <>/dev/${hvc} >&0 2>&0' &) >/dev/null 2>&1`);
    await witness(`port=
      while [ -z "$port" ]; do port=$(grep -lx org.test.0 /sys/class/virtio-ports/*/name | cut -d/ -f5); done
      # The port reads as ended while nobody is connected.
      (while :; do read -r line && echo "got $line" || sleep 0.1; done <>/dev/$port >&0 &) >/dev/null 2>&1`);
  }, BOOT_MS);

  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
    rmSync(directory, { recursive: true });
  });

  succeeds('openConsole', 'connects to a socket, both ways', async () => {
    const stream = await domain.openConsole('con');
    const heard = listen(stream);
    stream.write('echo wor""ked; tty\n');
    await expect.poll(heard, PATIENCE).toMatch(/worked\r?\n\/dev\/hvc0/);
    stream.destroy();
    await untilFree('con');
  });

  succeeds('openConsole', 'connects to a pty, both ways, and to a port of tcp', async () => {
    const stream = await domain.openConsole('term');
    const heard = listen(stream);
    // QEMU looks each second whether somebody has the pty open.
    await expect
      .poll(
        () => {
          stream.write('echo wor""ked; tty\r');
          return heard();
        },
        { ...PATIENCE, interval: 1000 },
      )
      .toMatch(/worked\r?\n\/dev\/hvc1/);
    stream.destroy();
    const tcp = await domain.openConsole('tcp');
    listen(tcp);
    expect(tcp.writable).toBe(true);
    tcp.destroy();
    const held = readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return [];
      }
    });
    expect(held.filter((file) => file.startsWith('/dev/pts/'))).toEqual([]);
  });

  succeeds('openConsole', 'finds a console by the id of its device, and one that can be opened', async () => {
    for (const label of ['hvc', undefined]) {
      const stream = await domain.openConsole(label);
      listen(stream);
      stream.destroy();
      await untilFree(label === undefined ? 'tcp' : 'con').catch(() => undefined);
    }
  });

  refuses(
    'openConsole',
    'one that another client has, one that is a file, and one that is none',
    async () => {
      await untilFree('con');
      {
        await using _client = await connectRaw(`unix:${path('con')}`);
        await expect(domain.openConsole('con')).rejects.toThrow(
          new RegExp(`con\\.sock: pid ${process.pid} \\(.+\\) is connected to it, and it serves one client`),
        );
      }
      await expect(domain.openConsole('serial0')).rejects.toThrow(/console serial0: file is not a socket/);
      await expect(domain.openConsole('conn')).rejects.toThrow("has no console 'conn'; did you mean 'con'?");
      const dry: string[] = [];
      await domain[Symbol.asyncDispose]();
      {
        await using planned = await openLabGuest(guest, {
          control: { dryRun: (step) => void dry.push(step) },
        });
        await untilFree('con');
        await planned.openConsole('con');
        await planned.openConsole('term');
      }
      domain = await openLabGuest(guest);
      expect(dry).toEqual([
        `open unix:${path('con')}`,
        expect.stringMatching(/^stty -F \/dev\/pts\/\d+ raw -echo$/),
        expect.stringMatching(/^open \/dev\/pts\/\d+$/),
      ]);
    },
  );

  succeeds('openChannel', 'connects to a port of virtio-serial', async () => {
    const stream = await domain.openChannel('org.test.0');
    const heard = listen(stream);
    stream.write('hello\n');
    await expect.poll(heard, PATIENCE).toBe('got hello\n');
    stream.destroy();
    await untilFree('chan');
  });

  refuses('openChannel', 'one that is none, that leads nowhere, and that of the agent', async () => {
    await expect(domain.openChannel('org.test.2')).rejects.toThrow(
      /has no channel 'org\.test\.2'; did you mean 'org\.test\.[01]'\?/,
    );
    await expect(domain.openChannel('org.test.1')).rejects.toThrow(
      /channel org\.test\.1: null is not a socket/,
    );
    await expect(domain.openChannel('org.qemu.guest_agent.0')).rejects.toThrow(/for the methods that ask it/);
  });

  test('dom console is a terminal in the guest until Ctrl+] is typed; the monitor is free meanwhile', async () => {
    await untilFree('con');
    const [, address = ''] = guest.monitors;
    const log = join(directory, 'audit.log');
    const command = `${process.execPath} ${MAIN} dom console ${address} --devname con --control --audit-log ${log}`;
    const terminal = await Tmux.start({ command: ['sh'], env: { PS1: '$ ' } });
    await terminal.enter(
      `${command}; echo status $?; stty -a | tr ' ;' '\\n\\n' | grep -xE -- '-?(icanon|echo)'`,
    );
    await terminal.waitFor(/Connected to domain 'act-console'\n.*\^\] \(Ctrl \+ \]\)/);
    await terminal.enter('echo wor""ked');
    await terminal.waitFor(/^worked$/m);
    {
      // Ctrl+C is the guest's.
      await terminal.enter(
        'stty -icanon -isig; echo rea""dy; dd bs=1 count=1 2>/dev/null | od -An -c; stty icanon isig',
      );
      await terminal.waitFor(/^ready$/m);
      await terminal.sendKeys('C-c');
      await terminal.waitFor(/ 003$/m);
      await using other = await Domain.open(address);
      expect((await other.state()).runState).toBe('running');
    }
    await terminal.sendKeys('C-]');
    await terminal.waitFor(/status 0\nicanon\necho\n/);
    await untilFree('con');
    expect(JSON.parse(readFileSync(log, 'utf8'))).toMatchObject({ verb: 'openConsole', result: 'done' });
  });

  test('dom console restores the terminal when it is ended', async () => {
    const [, address = ''] = guest.monitors;
    const command = `${process.execPath} ${MAIN} dom console ${address} --devname con --control --audit-log /dev/null`;
    const terminal = await Tmux.start({ command: ['sh'], env: { PS1: '$ ' } });
    for (const signal of ['TERM', 'QUIT']) {
      await untilFree('con');
      const shown = `stty -a | tr ' ;' '\\n\\n' | grep -xE -- '-?(icanon|echo)'; echo after ${signal}`;
      await terminal.enter('clear');
      await terminal.enter(`${command}; ${shown}`);
      await terminal.waitFor(/Connected to domain/);
      const pid = Number(
        readFileSync(`/proc/${terminal.pid}/task/${terminal.pid}/children`, 'utf8').trim().split(' ')[0],
      );
      process.kill(pid, `SIG${signal}`);
      await terminal.waitFor(new RegExp(`^icanon\\necho\\nafter ${signal}$`, 'm'));
    }
  });

  test('dom channel sends standard input, and prints what comes', async () => {
    await untilFree('chan');
    const [, address = ''] = guest.monitors;
    const words = ['dom', 'channel', address, 'org.test.0', '--control', '--audit-log', '/dev/null'];
    const child = spawn(process.execPath, [MAIN, ...words, '--wait', '100ms'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const closed = once(child, 'close');
    const heard = listen(child.stdout);
    child.stdin.write('hello\nworld\n');
    await expect.poll(heard, PATIENCE).toBe('got hello\ngot world\n');
    child.stdin.end();
    expect(await closed).toEqual([0, null]);
    const none = await runQgauge(words.with(3, 'org.test.9'));
    expect(none).toMatchObject({ status: 1, stderr: expect.stringContaining("has no channel 'org.test.9'") });
    const blind = await runQgauge(['dom', 'console', address, '--control']);
    expect(blind).toMatchObject({ status: 2, stderr: expect.stringContaining('console needs a terminal') });
  });
});
