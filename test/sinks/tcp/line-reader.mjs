import { createServer } from 'node:net';

// Listens at the given port, reports which it has, and prints what it reads. `deaf` accepts and never reads; `slow`
// reads little by little.
const [, , port = '0', how = ''] = process.argv;
const server = createServer({ pauseOnConnect: true }, (socket) => {
  process.stderr.write('connected\n');
  socket.on('error', () => undefined);
  if (how === 'deaf') return;
  socket.on('data', (bytes) => {
    process.stdout.write(bytes);
    if (how !== 'slow') return;
    socket.pause();
    setTimeout(() => socket.resume(), 5);
  });
  socket.resume();
});
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.stderr.write(`listening ${address?.port}\n`);
});
