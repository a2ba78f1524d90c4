import { it } from 'vitest';
import { describeLab } from '../../lab/context.js';
import { readByEveryVerb } from './read-by-every-verb.js';

// Apart from the other machine, because the lab's microvm boots with the installed QEMU alone.
describeLab('every verb of qgauge dom', (lab) => {
  it('reads a guest on a microvm, and leaves it as it was', () => readByEveryVerb(lab, 'microvm'));
});
