import { qomGet, qomList, qomSet } from '../machine/qom.js';
import { qomTree } from '../machine/qom-tree.js';
import { doing, type Handlers, text } from './handler.js';

export const qomHandlers: Handlers = {
  'qom-list': (machine, args) => qomList(qomTree(machine), text(args, 'path') ?? ''),
  'qom-get': (machine, args) =>
    qomGet(qomTree(machine), text(args, 'path') ?? '', text(args, 'property') ?? ''),
  'qom-set': doing((machine, args) => {
    qomSet(qomTree(machine), text(args, 'path') ?? '', text(args, 'property') ?? '', args.value ?? null);
  }),
};
