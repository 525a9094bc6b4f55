import type { WebSocket } from 'ws';

const PING_EVERY_MS = 3000;
/** With the look at the pod that follows, a dead link is told within 20 s. */
const SILENT_MS = 10_000;

/** Cuts a connection on which nothing comes any more, not even answers to pings. One that never answered any may be a proxy that does not, and is left alone. Returns the function that ends the watch. */
export function watchLink(socket: WebSocket, onDead: () => void): () => void {
  let heardAt = performance.now();
  let answersPings = false;
  const heard = (): void => {
    heardAt = performance.now();
  };
  const onPong = (): void => {
    answersPings = true;
    heard();
  };
  const timer = setInterval(() => {
    if (answersPings && performance.now() - heardAt > SILENT_MS) onDead();
    else socket.ping(undefined, undefined, () => {});
  }, PING_EVERY_MS);
  socket.on('message', heard).on('pong', onPong);
  if (socket.readyState === socket.OPEN) socket.ping(undefined, undefined, () => {});
  return () => {
    clearInterval(timer);
    socket.off('message', heard).off('pong', onPong);
  };
}
