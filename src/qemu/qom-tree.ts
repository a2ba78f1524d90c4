import { CommandError, CommandRefusedError } from '../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asRecords, asString } from '../support/decode.js';

/** An object of a machine, with the objects that it owns. */
export interface QomNode {
  /** The last part of its path; at the root of the tree, the whole path. */
  readonly name: string;
  readonly path: string;
  /** `undefined` at the root of the tree, whose type is not read. */
  readonly type: string | undefined;
  /** In the order in which QEMU lists them. */
  readonly children: readonly QomNode[];
  readonly links: readonly QomLink[];
  /** Why its children are unknown, e.g. because it was unplugged meanwhile. */
  readonly problem?: string;
}

/** A property that refers to an object which is owned by another one. */
export interface QomLink {
  readonly name: string;
  /** The type that the target must have. */
  readonly type: string;
  /** The target's path; empty when there is no target, `undefined` when it could not be read. */
  readonly target: string | undefined;
}

/** A part of QEMU's object model. */
export interface QomTree {
  readonly root: QomNode;
  /** The number of objects in it. */
  readonly objects: number;
  /** Whether objects were left out: see {@link QomTreeOptions}. */
  readonly isCut: boolean;
}

/** Limits of {@link readQomTree}. */
export interface QomTreeOptions extends ExecuteOptions {
  /** Further objects are left out. Default 100000. */
  readonly maxObjects?: number;
  /** Called with the number of objects that were found so far, whenever there are more. */
  readonly onObjects?: ((objects: number) => void) | undefined;
}

/** Bounds the load on QEMU: the guest's own I/O waits while QEMU answers. */
const IN_FLIGHT = 4;
const MAX_OBJECTS = 100_000;
/** A real machine's objects are a dozen deep. */
const MAX_DEPTH = 100;

/**
 * Reads the objects below a path, depth first, with at most four commands in flight: a `qom-list` for each object and a
 * `qom-get` for each link.
 *
 * Follows only what an object owns (`child<…>`), which is free of cycles; bounds on the number of objects and the depth cut
 * the endless tree of a hostile QEMU.
 *
 * @throws {CommandError} class DeviceNotFound when there is no object at `path`
 */
export async function readQomTree(
  qmp: QemuExecutor,
  path: string,
  options: QomTreeOptions = {},
): Promise<QomTree> {
  const walk = new Walk(qmp, options);
  const root = newNode(path, path, undefined);
  await walk.list(root, 0);
  await walk.finish();
  return { root, objects: walk.objects, isCut: walk.isCut };
}

interface GrowingNode extends QomNode {
  readonly children: GrowingNode[];
  readonly links: QomLink[];
  problem?: string;
}

function newNode(name: string, path: string, type: string | undefined): GrowingNode {
  return { name, path, type, children: [], links: [] };
}

class Walk {
  objects = 1;
  isCut = false;
  readonly #qmp: QemuExecutor;
  readonly #options: ExecuteOptions;
  readonly #maxObjects: number;
  readonly #onObjects: QomTreeOptions['onObjects'];
  /** Commands still to be sent, the next one last. */
  readonly #pending: (() => Promise<void>)[] = [];

  constructor(qmp: QemuExecutor, { maxObjects = MAX_OBJECTS, onObjects, ...options }: QomTreeOptions) {
    this.#qmp = qmp;
    this.#options = options;
    this.#maxObjects = maxObjects;
    this.#onObjects = onObjects;
  }

  /** Lists an object, and queues the commands for its children and links. */
  async list(node: GrowingNode, depth: number): Promise<void> {
    const reply: unknown = await this.#qmp.execute('qom-list', { path: node.path }, this.#options);
    const commands = asRecords(reply).flatMap(({ name, type }) => {
      const [, kind, of] = /^(child|link)<(.*)>$/.exec(asString(type) ?? '') ?? [];
      if (typeof name !== 'string' || of === undefined) return [];
      return kind === 'link'
        ? this.#linkCommand(node, name, of)
        : this.#childCommand(node, name, of, depth + 1);
    });
    // Not one push with all of them: a reply may list more than a call takes arguments.
    for (const command of commands.reverse()) this.#pending.push(command);
  }

  /** Sends the queued commands; resolves when none is left. */
  async finish(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      let inFlight = 0;
      const sendMore = () => {
        while (inFlight < IN_FLIGHT) {
          const command = this.#pending.pop();
          if (command === undefined) break;
          inFlight++;
          command().then(() => {
            inFlight--;
            sendMore();
          }, fail);
        }
        if (inFlight === 0) resolve();
      };
      const fail = (error: unknown) => {
        this.#pending.length = 0;
        reject(error);
      };
      sendMore();
    });
  }

  #childCommand(parent: GrowingNode, name: string, type: string, depth: number): (() => Promise<void>)[] {
    if (this.objects >= this.#maxObjects || depth > MAX_DEPTH) {
      this.isCut = true;
      return [];
    }
    this.objects++;
    this.#onObjects?.(this.objects);
    const child = newNode(name, `${parent.path === '/' ? '' : parent.path}/${name}`, type);
    parent.children.push(child);
    return [
      () =>
        this.list(child, depth).catch((error: unknown) => {
          child.problem = whyNot(error);
        }),
    ];
  }

  #linkCommand({ path, links }: GrowingNode, name: string, type: string): (() => Promise<void>)[] {
    const at = links.push({ name, type, target: undefined }) - 1;
    return [
      async () => {
        try {
          const target = asString(
            await this.#qmp.execute('qom-get', { path, property: name }, this.#options),
          );
          links[at] = { name, type, target };
        } catch (error) {
          whyNot(error);
        }
      },
    ];
  }
}

/** Why a part is missing: QEMU refuses an object that is gone, and the client's policy one outside /machine. */
function whyNot(error: unknown): string {
  if (error instanceof CommandError) return error.description;
  if (error instanceof CommandRefusedError) return error.reason;
  throw error;
}
