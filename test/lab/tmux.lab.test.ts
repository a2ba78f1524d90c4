import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeLab } from './context.js';
import { isAlive, processesOfSession } from './process-session.js';
import { Tmux } from './tmux.js';

/** A terminal whose program prints its size whenever that changes, and each chunk of what is typed, in hexadecimal. */
async function startEcho(): Promise<Tmux> {
  const script = [
    'const size = () => console.log("size", process.stdout.columns, process.stdout.rows);',
    'process.stdout.on("resize", size);',
    'process.stdin.setRawMode(true).on("data", (bytes) => console.log(bytes.toString("hex")));',
    'size();',
  ].join('');
  return Tmux.start({ command: [process.execPath, '-e', script] });
}

describeLab('a terminal of the lab', () => {
  it('has 80 columns and 24 rows, UTF-8, and the environment of the test with changes', async () => {
    await using tmux = await Tmux.start({
      command: ['sh', '-c', 'stty size; echo "$LC_ALL ($TMUX) ($STATE_DIRECTORY) $GREETING"; exec cat'],
      env: { STATE_DIRECTORY: undefined, GREETING: 'grüß dich' },
    });
    const screen = await tmux.waitFor('grüß');
    expect(screen).toBe('24 80\nC.UTF-8 () () grüß dich');
  });

  it('types keys by name, texts and bytes', async () => {
    await using tmux = await startEcho();
    await tmux.waitFor('size 80 24');
    await tmux.sendKeys('a', 'Up', 'C-c', '-x');
    // A program that is slow to read gets several keys at once.
    await tmux.waitFor((screen) => screen.replaceAll('\n', '').endsWith('611b5b41032d78'));
    await tmux.sendRaw('\u001b[<0;10;5M');
    await tmux.sendRaw(Uint8Array.of(0, 255));
    await tmux.waitFor((screen) => screen.replaceAll('\n', '').endsWith('1b5b3c303b31303b354d00ff'));
  });

  it('is resized', async () => {
    await using tmux = await startEcho();
    await tmux.resize(132, 40);
    await tmux.waitFor('size 132 40');
  });

  it('keeps the screen, and what has left it, when its program has ended', async () => {
    await using tmux = await Tmux.start({
      command: ['sh', '-c', 'seq 30; printf "\\033[31mred\\033[m"; exit 3'],
      rows: 10,
    });
    expect(await tmux.waitForExit()).toEqual({ status: 3, signal: undefined });
    expect(await tmux.screen()).toBe('22\n23\n24\n25\n26\n27\n28\n29\n30\nred');
    expect(await tmux.styledScreen()).toContain('\u001b[31mred');
    expect((await tmux.history()).split('\n')).toHaveLength(31);
  });

  it('knows the signal that has ended its program', async () => {
    await using tmux = await Tmux.start({ command: ['sleep', 'infinity'] });
    process.kill(tmux.pid, 'SIGTERM');
    expect(await tmux.waitForExit()).toEqual({ status: undefined, signal: 15 });
  });

  it('leaves nothing behind, also of a program that ignores the end of its terminal', async () => {
    const tmux = await Tmux.start({ command: ['sh', '-c', 'trap "" HUP; sleep infinity & echo here; wait'] });
    await tmux.waitFor('here');
    const server = Number(await tmux.ask('pid'));
    const socket = await tmux.ask('socket_path');
    expect(processesOfSession(tmux.pid)).toHaveLength(2);
    expect(readFileSync(`/proc/${server}/comm`, 'utf8')).toContain('tmux');
    await tmux[Symbol.asyncDispose]();
    expect([processesOfSession(tmux.pid), isAlive(server), existsSync(socket)]).toEqual([[], false, false]);
    await tmux[Symbol.asyncDispose]();
  });
});
