import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeLab } from '../lab/context.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { startPausedMachine } from './paused-machine.js';

/** Far from the ports of other tests. */
const PORT = 17_600;
const vncAt = (port: number) => `127.0.0.1:${port - 5900}`;

describeLab('the console of a real QEMU', (lab) => {
  const consoleOf = async (...args: readonly string[]) => {
    const { console_type, console: address, consoles } = await (await startPausedMachine(lab, args)).record();
    const listed = consoles?.map(({ type, id, address: at, websocket, tls }) =>
      [type, id, at, ...(websocket ? ['websocket'] : []), ...(tls ? ['tls'] : [])].join(' '),
    );
    return { main: `${console_type} ${address}`, listed };
  };

  it('is VNC on a unix socket', async () => {
    const path = join(await temporaryDirectory(), 'x.vnc');
    expect(await consoleOf('-vnc', `unix:${path}`)).toEqual({
      main: `vnc ${path}`,
      listed: [`vnc default ${path}`],
    });
  });

  it('is VNC with a websocket and TLS', async () => {
    const anonymous = ['-object', 'tls-creds-anon,id=tls0,endpoint=server'];
    const at = `127.0.0.1:${PORT}`;
    expect(await consoleOf('-vnc', `${vncAt(PORT)},websocket=${PORT + 1}`)).toEqual({
      main: `vnc ${at}`,
      listed: [`vnc default ${at}`, `vnc default 127.0.0.1:${PORT + 1} websocket`],
    });
    const both = `${vncAt(PORT + 2)},tls-creds=tls0,websocket=${PORT + 3}`;
    expect(await consoleOf(...anonymous, '-vnc', both)).toEqual({
      main: `vnc 127.0.0.1:${PORT + 2}`,
      listed: [`vnc default 127.0.0.1:${PORT + 2} tls`, `vnc default 127.0.0.1:${PORT + 3} websocket tls`],
    });
  });

  it('is the first of several VNC displays', async () => {
    const [one, two, three] = [PORT + 4, PORT + 5, PORT + 6];
    const args = ['-vnc', `${vncAt(one)},id=one`, '-vnc', `${vncAt(two)},id=two`, '-vnc', vncAt(three)];
    expect(await consoleOf(...args)).toEqual({
      main: `vnc 127.0.0.1:${one}`,
      listed: [`vnc one 127.0.0.1:${one}`, `vnc two 127.0.0.1:${two}`, `vnc default 127.0.0.1:${three}`],
    });
  });

  it('is SPICE on a port or a unix socket', async () => {
    const path = join(await temporaryDirectory(), 'x.spice');
    expect(await consoleOf('-spice', `unix=on,addr=${path},disable-ticketing=on`)).toEqual({
      main: `spice ${path}`,
      listed: [`spice  ${path}`],
    });
    const port = PORT + 7;
    expect(await consoleOf('-spice', `addr=127.0.0.1,port=${port},disable-ticketing=on`)).toEqual({
      main: `spice 127.0.0.1:${port}`,
      listed: [`spice  127.0.0.1:${port}`],
    });
  });

  it('is VNC before SPICE', async () => {
    const [vnc, spice] = [PORT + 8, PORT + 9];
    const args = ['-vnc', vncAt(vnc), '-spice', `addr=127.0.0.1,port=${spice},disable-ticketing=on`];
    expect(await consoleOf(...args)).toEqual({
      main: `vnc 127.0.0.1:${vnc}`,
      listed: [`vnc default 127.0.0.1:${vnc}`, `spice  127.0.0.1:${spice}`],
    });
  });

  it('is none where the guest is shown nowhere', async () => {
    expect(await consoleOf('-vnc', 'none')).toEqual({ main: ' ', listed: [] });
  });
});
