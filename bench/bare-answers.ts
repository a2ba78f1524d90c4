import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/** A child process: a floor that answers every request at the sockets of ports with the same line. It knows no guests and has no limits. */
if (process.send !== undefined) {
  await Promise.all(process.argv.slice(2).map(answerAll));
  process.on('disconnect', () => process.exit());
  process.send('ready');
}

async function answerAll(path: string): Promise<void> {
  const socket = connect(path);
  createInterface({ input: socket }).on('line', (line) => {
    const [id] = line.split(' ');
    if (id) socket.write(`${id} 0 1\nsession = 1\n`);
  });
  await once(socket, 'connect');
}
