import type { Machine } from '../../machine/machine.js';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.js';

/** What a command of the human monitor works on. QEMU's are written on top of QMP's, and so are these. */
export interface Hmp {
  readonly machine: Machine;
  /** The CPU that the line is about. */
  readonly cpuIndex: number;
  /** Runs a QMP command, and returns the value of its `return`. @throws {QmpError} */
  readonly ask: (command: string, args?: JsonObject) => Json;
}

/** A command of the human monitor, as its `help` describes it. */
export interface HmpCommand {
  /** With its other names: `quit|q`. */
  readonly name: string;
  readonly params?: string;
  readonly help: string;
  /** Its arguments: those that it needs, and those that it takes (default: none). */
  readonly needs?: number;
  readonly takes?: number;
  /** What QEMU's parser complains about in its arguments, beside their number; undefined when they are right. */
  readonly check?: (args: readonly string[], hmp: Hmp) => string | undefined;
  /** Returns what it prints, with `\n` at the ends of lines. @throws {QmpError} printed as `Error: …` */
  readonly run: (hmp: Hmp, args: readonly string[]) => string;
}

/** A command's names. */
export function namesOf({ name }: HmpCommand): readonly string[] {
  return name.split('|');
}

/** The objects of a reply that is a list. */
export function listOf(reply: Json): readonly JsonObject[] {
  return Array.isArray(reply) ? reply.filter((item: Json) => isJsonObject(item)) : [];
}

/** An object in a reply, which is empty where there is none. */
export function objectOf(reply: Json | undefined): JsonObject {
  return isJsonObject(reply ?? null) ? (reply as JsonObject) : {};
}

/** Lines with their ends. */
export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
