import { it } from 'vitest';
import { describeLab } from '../../lab/context.js';
import { readByEveryVerb } from './read-by-every-verb.js';

describeLab('every verb of qgauge dom', (lab) => {
  it('reads a guest on q35, and leaves it as it was', () => readByEveryVerb(lab, 'q35'));
});
