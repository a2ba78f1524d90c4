import type { StyledLine } from '../../support/styled-text.js';
import type { TopSource } from './top-screen.js';
export function guestPage(_source: TopSource, _key: string, _options: unknown): readonly StyledLine[] {
  return [];
}
