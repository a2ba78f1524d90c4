import type { ListenOptions, Server } from 'node:net';

/** Starts listening; rejects with Node's error. The server has no listener for errors left afterwards. */
export function startListening(
  server: Server,
  options: ListenOptions | { readonly fd: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onListening = () => {
      server.off('error', onError);
      resolve();
    };
    const onError = (error: Error) => {
      server.off('listening', onListening);
      reject(error);
    };
    server.once('listening', onListening).once('error', onError).listen(options);
  });
}
