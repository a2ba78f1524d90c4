import type { RequestListener, ServerResponse } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Hono } from 'hono';
import { errorAnswer } from './error-answer.js';
import { addHeaders } from './guards/answer-headers.js';
import type { HttpEnv } from './http-env.js';
import type { HttpLimits } from './limits.js';
import { unmap } from './listen/ip-address.js';

export interface AnswerOptions {
  readonly shell: Hono<HttpEnv>;
  readonly kind: 'unix' | 'tcp';
  readonly isTls: boolean;
  readonly limits: HttpLimits;
  readonly isClosing: () => boolean;
  readonly onRequest: () => void;
}

/** What Node calls for each request of a listener. */
export function answerRequests({
  shell,
  kind,
  isTls,
  limits,
  isClosing,
  onRequest,
}: AnswerOptions): RequestListener {
  const listener = getRequestListener(
    async (request, bindings) => {
      const { outgoing, incoming } = bindings;
      if (
        !('shouldKeepAlive' in outgoing) ||
        !('httpVersionMajor' in incoming) ||
        incoming.httpVersionMajor !== 1
      ) {
        throw new TypeError('only HTTP/1 is served');
      }
      const address = kind === 'tcp' ? unmap(incoming.socket.remoteAddress ?? '') : '';
      const answer = await shell.fetch(request, { incoming, outgoing, origin: { kind, isTls, address } });
      if (isClosing()) outgoing.shouldKeepAlive = false;
      cutSlowReader(outgoing, limits);
      return answer;
    },
    {
      // Node's own Request and Response stay what they are: others in this process use them too.
      overrideGlobalObjects: false,
      errorHandler: answerFailure,
    },
  );
  return (incoming, outgoing) => {
    onRequest();
    void listener(incoming, outgoing);
  };
}

/** Of a request that the adapter cannot make an URL of, and so no guard has seen. */
function answerFailure(error: unknown): Response {
  const answer =
    error instanceof RequestError
      ? errorAnswer(400, 'ERR_REQUEST', `the request is not valid: ${error.message}`, { Connection: 'close' })
      : errorAnswer(500, 'ERR_INTERNAL', 'the request could not be answered');
  addHeaders(answer.headers, new Map());
  return answer;
}

/** A client that does not take its answer would keep it, and a place, for ever. Waiting for a sweep is no such thing. */
function cutSlowReader(outgoing: ServerResponse, { stalledMs, answerMs }: HttpLimits): void {
  // Node counts only time in which nothing was taken, and the listener of keep-alive replaces it at the end.
  outgoing.setTimeout(stalledMs, () => outgoing.destroy());
  const timer = setTimeout(() => outgoing.destroy(), answerMs);
  timer.unref();
  outgoing.once('close', () => clearTimeout(timer));
}
