/** Merges the versions of a type: its members, variants, values or branches. */
export function describeType(typeClass, classes) {
  const types = classes.typesOf(typeClass);
  const places = new Map(classes.placesIn(typeClass).map(({ key, place }) => [key, place]));
  const withTypes = (mark, parts) =>
    parts.map((part) => ({ ...part, type: classes.typeAt(places.get(mark + part.name)) }));
  const branches = [...places].filter(([key]) => key.startsWith('|'));
  return {
    kind: types[0].type['meta-type'],
    versions: types.map(({ version }) => version),
    /** The member whose value chooses the variant. */
    tag: types.findLast(({ type }) => type.tag !== undefined)?.type.tag,
    versionsWithoutVariants: types.filter(({ type }) => type.tag === undefined).map(({ version }) => version),
    members: withTypes('.', mergeParts(types, membersOf)),
    variants: withTypes('=', mergeParts(types, variantsOf)),
    values: mergeParts(types, valuesOf),
    branches: branches.map(([, place]) => classes.typeAt(place)),
  };
}

/**
 * Merges parts in the order of the newest version; those that it no longer has come last. The features of a part are those in the
 * newest version that has it. A part is optional when it is optional in any version, or missing from one.
 */
function mergeParts(types, partsOf) {
  const merged = new Map();
  for (const { version, type } of types.toReversed()) {
    for (const { name, features = [], isOptional = false } of partsOf(type)) {
      if (!merged.has(name)) merged.set(name, { name, features, versions: [], isOptional: false });
      const part = merged.get(name);
      part.versions.unshift(version);
      part.isOptional ||= isOptional;
    }
  }
  return [...merged.values()].map((part) => ({
    ...part,
    isOptional: part.isOptional || part.versions.length < types.length,
  }));
}

function membersOf(type) {
  if (type['meta-type'] !== 'object') return [];
  return type.members.map((member) => ({ ...member, isOptional: 'default' in member }));
}

function variantsOf(type) {
  return (type.variants ?? []).map((variant) => ({ name: variant.case }));
}

/** An old version lists only the names of the values. */
function valuesOf(type) {
  if (type['meta-type'] !== 'enum') return [];
  return type.members ?? type.values.map((name) => ({ name }));
}
