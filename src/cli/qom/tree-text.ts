import type { QomLink, QomNode } from '../../qemu/qom-tree.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** `device[2]` comes before `device[10]`; QEMU itself lists in hash order. */
export const byName = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Formats a tree line by line, sorted by name, indented by two spaces a level, links after children:
 *
 *     balloon0 (virtio-balloon-pci)
 *       virtio-bus (virtio-pci-bus)
 *       parent_bus -> /machine/q35/pcihost/pcie.0
 */
export function* formatQomTree(node: QomNode, level = 0): Generator<string> {
  const indent = '  '.repeat(level);
  const type = node.type === undefined ? '' : ` (${terminalSafe(node.type)})`;
  const problem = node.problem === undefined ? '' : `: ${terminalSafe(node.problem)}`;
  yield `${indent}${terminalSafe(node.name, level === 0 ? 4096 : 200)}${type}${problem}`;
  for (const child of sorted(node.children)) yield* formatQomTree(child, level + 1);
  for (const link of sorted(node.links)) yield `${indent}  ${formatLink(link)}`;
}

function sorted<Named extends { readonly name: string }>(list: readonly Named[]): readonly Named[] {
  return list.toSorted((a, b) => byName(a.name, b.name));
}

function formatLink({ name, type, target }: QomLink): string {
  if (target === undefined) return `${terminalSafe(name)} -> ? (${terminalSafe(type)})`;
  return `${terminalSafe(name)} -> ${target === '' ? 'nothing' : terminalSafe(target, 4096)}`;
}
