import { isEmpty, isNamed, partsOf } from './type-parts.js';

/**
 * One type in all versions. Introspection replaces the names of types by numbers, which differ in each version: types in the same
 * place are taken to be the same type.
 */
export class TypeClass {
  /** The type in each version, by version. A version has at most one type in a class. */
  types = new Map();

  constructor(version, type) {
    this.types.set(version, type);
  }
}

/** Represents an object without members, which has no identity of its own. */
const EMPTY = { 'meta-type': 'object', members: [] };

/**
 * The classes of all types that are reachable from the roots.
 *
 * A place is where a type is used (the arguments of a command, a member, an element): a map of versions to the number that the
 * type has there.
 */
export class TypeClasses {
  #types = new Map();
  #classes = new Map();

  constructor(schemas, roots) {
    for (const { version, types } of schemas) {
      this.#types.set(version, types);
      const named = [...types].filter(([, type]) => isNamed(type));
      this.#classes.set(
        version,
        new Map(named.map(([number, type]) => [number, new TypeClass(version, type)])),
      );
    }
    // Uniting two classes may unite places that were visited before.
    while (this.#uniteFrom(roots));
  }

  /** The type in a place: `{ builtin }`, `{ array }`, `{ typeClass }`, `{ empty }`, or `{ union }` of such. */
  typeAt(place) {
    const found = new Map();
    const elements = this.elementsAt(place);
    if (elements.size > 0) found.set('array', { array: this.typeAt(elements) });
    for (const [version, number] of place) {
      const type = this.#types.get(version).get(number);
      const typeClass = this.#classes.get(version).get(number);
      if (typeClass) found.set(typeClass, { typeClass });
      else if (type['meta-type'] === 'builtin') found.set(type.name, { builtin: type['json-type'] });
      else if (type['meta-type'] !== 'array' && !this.#isMemberless(place, version))
        found.set('', { empty: true });
    }
    const types = [...found.values()];
    return types.length === 1 ? types[0] : { union: types };
  }

  /** The classes in a place, and those of its elements where it is an array. */
  classesAt(place) {
    const elements = this.elementsAt(place);
    const below = elements.size > 0 ? this.classesAt(elements) : [];
    return new Set([...this.directClassesAt(place), ...below]);
  }

  /** The classes that are reachable from places. */
  classesFrom(places) {
    const found = new Set();
    const queue = [...places];
    for (const place of queue) {
      for (const typeClass of this.classesAt(place)) {
        if (found.has(typeClass)) continue;
        found.add(typeClass);
        queue.push(...this.placesIn(typeClass).map((part) => part.place));
      }
    }
    return found;
  }

  /** The type in each version, oldest first. */
  typesOf(typeClass) {
    return [...this.#types.keys()]
      .filter((version) => typeClass.types.has(version))
      .map((version) => ({ version, type: typeClass.types.get(version) }));
  }

  /** The places in a type, as {@link partsOf} names them. */
  placesIn(typeClass) {
    const places = new Map();
    for (const { version, type } of this.typesOf(typeClass)) {
      for (const { key, name, number } of partsOf(type, this.#types.get(version))) {
        if (!places.has(key)) places.set(key, { key, name, place: new Map() });
        places.get(key).place.set(version, number);
      }
    }
    return [...places.values()];
  }

  /** The place of the elements, for the versions that have an array here. */
  elementsAt(place) {
    const elements = new Map();
    for (const [version, number] of place) {
      const type = this.#types.get(version).get(number);
      if (type['meta-type'] === 'array') elements.set(version, type['element-type']);
    }
    return elements;
  }

  #uniteFrom(roots) {
    let isChanged = false;
    const seen = new Set();
    const queue = [...roots];
    for (const place of queue) {
      isChanged = this.#uniteAt(place) || isChanged;
      for (const typeClass of this.classesAt(place)) {
        if (seen.has(typeClass)) continue;
        seen.add(typeClass);
        queue.push(...this.placesIn(typeClass).map((part) => part.place));
      }
    }
    return isChanged;
  }

  #uniteAt(place) {
    let isChanged = false;
    for (const kind of ['object', 'enum', 'alternate']) {
      const united = [];
      for (const found of this.directClassesAt(place).filter((each) => kindOf(each) === kind)) {
        if (united.some((into) => this.#unite(into, found))) isChanged = true;
        else united.push(found);
      }
      if (kind === 'object' && united[0]) isChanged = this.#addMemberless(united[0], place) || isChanged;
    }
    const elements = this.elementsAt(place);
    return (elements.size > 0 && this.#uniteAt(elements)) || isChanged;
  }

  /** Two types of one version are never the same type. */
  #unite(into, from) {
    if ([...from.types.keys()].some((version) => into.types.has(version))) return false;
    for (const [version, type] of from.types) into.types.set(version, type);
    for (const classes of this.#classes.values()) {
      for (const [number, typeClass] of classes) if (typeClass === from) classes.set(number, into);
    }
    return true;
  }

  /** In a version without members the object belongs to the class, with none. */
  #addMemberless(typeClass, place) {
    const versions = [...place.keys()].filter(
      (version) => this.#isEmpty(place, version) && !typeClass.types.has(version),
    );
    for (const version of versions) typeClass.types.set(version, EMPTY);
    return versions.length > 0;
  }

  #isMemberless(place, version) {
    return this.directClassesAt(place).some((typeClass) => typeClass.types.get(version) === EMPTY);
  }

  #isEmpty(place, version) {
    return isEmpty(this.#types.get(version).get(place.get(version)));
  }

  directClassesAt(place) {
    const classes = new Set();
    for (const [version, number] of place) {
      const typeClass = this.#classes.get(version).get(number);
      if (typeClass) classes.add(typeClass);
    }
    return [...classes];
  }
}

function kindOf(typeClass) {
  const [type] = typeClass.types.values();
  return type['meta-type'];
}
