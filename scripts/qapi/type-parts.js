/** Whether it is a type that gets a name of its own: an object with members, an enum, an alternate. */
export function isNamed(type) {
  return ['object', 'enum', 'alternate'].includes(type['meta-type']) && !isEmpty(type);
}

/** Whether it is the object without members, which one version uses everywhere and which says nothing of a place. */
export function isEmpty(type) {
  return type['meta-type'] === 'object' && type.members.length === 0 && type.variants === undefined;
}

/**
 * The types that a type is made of: what a version calls each by number, and a key by which another version has the
 * same: `.member`, `=case` of a variant, `|kind` of an alternate's branch.
 */
export function partsOf(type, types) {
  if (type['meta-type'] === 'alternate') {
    return type.members.map(({ type: number }) => {
      const kind = kindOfBranch(types.get(number));
      return { key: `|${kind}`, name: kind, number };
    });
  }
  if (type['meta-type'] !== 'object') return [];
  const variants = type.variants ?? [];
  return [
    ...type.members.map(({ name, type: number }) => ({ key: `.${name}`, name, number })),
    ...variants.map(({ case: name, type: number }) => ({ key: `=${name}`, name, number })),
  ];
}

/** No two branches of an alternate are of one kind: it is the value's kind that chooses. */
function kindOfBranch(type) {
  return type['meta-type'] === 'builtin' ? type.name : type['meta-type'];
}
