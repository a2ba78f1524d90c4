/** Whether a type gets a name of its own: an object with members, an enum, an alternate. */
export function isNamed(type) {
  return ['object', 'enum', 'alternate'].includes(type['meta-type']) && !isEmpty(type);
}

/** Whether a type is the object without members: a version uses the same one in all places. */
export function isEmpty(type) {
  return type['meta-type'] === 'object' && type.members.length === 0 && type.variants === undefined;
}

/**
 * The types that a type consists of, by their numbers in a version, each with a key that is the same in all versions: `.member`,
 * `=case` of a variant, `|kind` of an alternate's branch.
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

/** No two branches of an alternate have the same kind: the value's kind chooses the branch. */
function kindOfBranch(type) {
  return type['meta-type'] === 'builtin' ? type.name : type['meta-type'];
}
