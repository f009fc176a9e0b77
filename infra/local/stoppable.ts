/** A server's way to stop soon: running requests are answered, nobody else is waited for. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** @returns stops the server; to be made before it listens */
export const stoppable = (server: Server): (() => Promise<void>) => {
  // browsers and fetch open connections in advance; to Node one that never asked is no idle one, and it would be waited for
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return () =>
    new Promise((resolve) => {
      // a connection is idle only once its last answer is out
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      server.close(() => {
        clearInterval(idle);
        resolve();
      });
      for (const socket of silent) socket.destroy();
    });
};
