import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabPlace } from './lab-place.js';
import type { Actor } from './torment.js';
import type { Expectation } from './truth.js';

/** The poller's timeouts; see chaos.lab.test.ts. */
export const COMMAND_MS = 2000;
export const GREETING_MS = 1000;

const HARMLESS: Expectation = { answers: 'all' };
/** The first balloon report after the next boot shows it at the latest. */
export const BEGINS_ANEW: Expectation = { answers: 'all', newSession: true, lingersMs: 4000 };
const ENDS: Expectation = { answers: 'some', problems: ['gone', 'failed', 'hung'] };

const isLinux = ({ kind }: LabPlace): boolean => kind !== 'paused';

/** Another guest gets the same name and the same sockets. */
const KILLED: Actor<LabPlace> = {
  name: 'kill -9',
  lasts: [0, 3000],
  expects: ENDS,
  begin: async (place) => {
    await place.close();
    return () => place.open();
  },
};

/** The next guest gets the pid of the one before. */
const PID_REUSED: Actor<LabPlace> = {
  name: 'pid reuse',
  lasts: [0, 1],
  expects: ENDS,
  suits: ({ space, kind }) => space.isOwn && kind === 'paused',
  begin: async (place) => {
    const { pid } = place;
    await place.close();
    return () => place.open(pid);
  },
};

const STOPPED: Actor<LabPlace> = {
  name: 'SIGSTOP',
  lasts: [500, 6000],
  // A sweep that began before it may be left without an answer.
  expects: { answers: 'none', problems: ['stopped', 'hung'], lingersMs: 500 },
  begin: async (place) => {
    await place.space.signal(place.pid, 'STOP');
    return () => place.space.signal(place.pid, 'CONT');
  },
};

const PAUSED: Actor<LabPlace> = {
  name: 'stop, cont',
  lasts: [200, 3000],
  expects: HARMLESS,
  suits: isLinux,
  begin: async (place) => {
    await place.control('stop');
    return async () => {
      await place.control('cont');
    };
  },
};

const RESET: Actor<LabPlace> = {
  name: 'reset',
  lasts: [0, 1000],
  expects: BEGINS_ANEW,
  begin: async (place) => {
    await place.control('system_reset');
    return async () => {
      if (isLinux(place)) await place.run('true');
    };
  },
};

/** Two QEMUs with one name and one UUID for a while. */
const MIGRATED: Actor<LabPlace> = {
  name: 'migrate',
  lasts: [0, 1],
  expects: { ...ENDS, newSession: true },
  suits: ({ kind }) => kind !== 'slow',
  begin: async (place) => {
    await place.migrate();
    return async () => undefined;
  },
};

const WITHOUT_BALLOON: Actor<LabPlace> = {
  name: 'rmmod virtio_balloon',
  lasts: [1000, 4000],
  expects: HARMLESS,
  suits: isLinux,
  begin: async (place) => {
    await place.run('rmmod virtio_balloon');
    return () => place.run('insmod /modules/virtio_balloon.ko');
  },
};

/** Another client holds every monitor. */
const TAKEN: Actor<LabPlace> = {
  name: 'monitor taken',
  lasts: [500, 5000],
  expects: { answers: 'none', problems: ['busy', 'hung'], lingersMs: 500 },
  begin: async ({ monitors }) => {
    const clients = monitors.map((path) => connect(path).on('error', () => undefined));
    // The greeting: this client is served, and no other.
    await Promise.all(clients.map((client) => once(client, 'data')));
    return async () => {
      for (const client of clients) client.destroy();
    };
  },
};

/** The guest reads from a slow disk, while its QEMU is idle. */
const SLOW_READS: Actor<LabPlace> = {
  name: 'slow disk',
  lasts: [500, 3000],
  expects: HARMLESS,
  suits: ({ kind }) => kind === 'slow',
  begin: async (place) => {
    const read = place.run(READ);
    return () => read;
  },
};

/** The disk does not answer, and QEMU waits for it: `stop` drains pending requests in the main loop. */
const STORAGE_HANGS: Actor<LabPlace> = {
  name: 'storage hangs',
  lasts: [500, 6000],
  expects: { answers: 'some', problems: ['hung', 'busy'], lingersMs: COMMAND_MS + GREETING_MS },
  suits: ({ kind }) => kind === 'slow',
  begin: async (place) => {
    await place.run('true');
    await place.storage.stop();
    const read = place.run(READ);
    await sleep(300);
    const stopped = place.control('stop');
    return async () => {
      await place.storage.goOn();
      await stopped;
      await place.control('cont');
      await read;
    };
  },
};

const READ = 'echo 3 >/proc/sys/vm/drop_caches; dd if=/dev/vda of=/dev/null bs=64k count=10';

export const LAB_TROUBLES: readonly Actor<LabPlace>[] = [
  KILLED,
  PID_REUSED,
  STOPPED,
  PAUSED,
  RESET,
  MIGRATED,
  WITHOUT_BALLOON,
  TAKEN,
  SLOW_READS,
  STORAGE_HANGS,
];
