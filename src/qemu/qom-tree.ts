import { CommandError, CommandRefusedError } from '../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asRecords, asString } from '../support/decode.js';

/** An object of a machine, with those that it owns. */
export interface QomNode {
  /** The last part of its path; the path itself at the root of what was asked for. */
  readonly name: string;
  readonly path: string;
  /** `undefined` at the root of what was asked for, whose type nobody has told. */
  readonly type: string | undefined;
  /** In the order in which QEMU lists them. */
  readonly children: readonly QomNode[];
  readonly links: readonly QomLink[];
  /** Why nothing is known of what it owns: it was unplugged in between, say. */
  readonly problem?: string;
}

/** A property by which an object knows another one that it does not own. */
export interface QomLink {
  readonly name: string;
  /** The type that the target must have. */
  readonly type: string;
  /** The target's path; empty where it points nowhere, `undefined` where it could not be read. */
  readonly target: string | undefined;
}

export interface QomTree {
  readonly root: QomNode;
  /** How many objects are in it. */
  readonly objects: number;
  /** Whether there is more than was read: see {@link QomTreeOptions}. */
  readonly isCut: boolean;
}

export interface QomTreeOptions extends ExecuteOptions {
  /** Objects beyond these are left out. Default 100000. */
  readonly maxObjects?: number;
}

/** What QEMU has to do for us at a time: a guest's own work waits meanwhile. */
const IN_FLIGHT = 4;
const MAX_OBJECTS = 100_000;
/** A real machine's objects are a dozen deep. */
const MAX_DEPTH = 100;

/**
 * Reads the objects below a path, depth first, with never more than four commands in flight: a `qom-list` for each object
 * and a `qom-get` for each link.
 *
 * Only what an object owns (`child<…>`) is followed, which has no circles; what a hostile QEMU says without an end is cut.
 *
 * @throws {CommandError} class DeviceNotFound when there is no object at `path`
 */
export async function readQomTree(
  qmp: QemuExecutor,
  path: string,
  { maxObjects = MAX_OBJECTS, ...options }: QomTreeOptions = {},
): Promise<QomTree> {
  const walk = new Walk(qmp, options, maxObjects);
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
  /** What is still to be asked, the next one last. */
  readonly #pending: (() => Promise<void>)[] = [];

  constructor(qmp: QemuExecutor, options: ExecuteOptions, maxObjects: number) {
    this.#qmp = qmp;
    this.#options = options;
    this.#maxObjects = maxObjects;
  }

  /** Asks what an object has, and notes what there is to ask then. */
  async list(node: GrowingNode, depth: number): Promise<void> {
    const reply: unknown = await this.#qmp.execute('qom-list', { path: node.path }, this.#options);
    const questions = asRecords(reply).flatMap(({ name, type }) => {
      const [, kind, of] = /^(child|link)<(.*)>$/.exec(asString(type) ?? '') ?? [];
      if (typeof name !== 'string' || of === undefined) return [];
      return kind === 'link'
        ? this.#linkQuestion(node, name, of)
        : this.#childQuestion(node, name, of, depth + 1);
    });
    // Not one call with all of them: a reply may list more than a call takes.
    for (const question of questions.reverse()) this.#pending.push(question);
  }

  /** Resolves when nothing is left to ask. */
  async finish(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      let inFlight = 0;
      const goOn = () => {
        while (inFlight < IN_FLIGHT) {
          const question = this.#pending.pop();
          if (question === undefined) break;
          inFlight++;
          question().then(() => {
            inFlight--;
            goOn();
          }, fail);
        }
        if (inFlight === 0) resolve();
      };
      const fail = (error: unknown) => {
        this.#pending.length = 0;
        reject(error);
      };
      goOn();
    });
  }

  #childQuestion(parent: GrowingNode, name: string, type: string, depth: number): (() => Promise<void>)[] {
    if (this.objects >= this.#maxObjects || depth > MAX_DEPTH) {
      this.isCut = true;
      return [];
    }
    this.objects++;
    const child = newNode(name, `${parent.path === '/' ? '' : parent.path}/${name}`, type);
    parent.children.push(child);
    return [
      () =>
        this.list(child, depth).catch((error: unknown) => {
          child.problem = whyNot(error);
        }),
    ];
  }

  #linkQuestion({ path, links }: GrowingNode, name: string, type: string): (() => Promise<void>)[] {
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

/** Why an object is not in the tree. QEMU refuses one that is gone, and the client one that lies outside /machine. */
function whyNot(error: unknown): string {
  if (error instanceof CommandError) return error.description;
  if (error instanceof CommandRefusedError) return error.reason;
  throw error;
}
