/**
 * Names the types, whose names introspection hides: arguments, replies and event data after their command or event, and deeper
 * types after the shortest path to them (`QueryBlockInserted`).
 *
 * Names are given version by version, oldest first, so that adding a version changes none.
 *
 * @returns for each class its `name`, the versions of its `owner` (the command or event), and a `text` about it
 */
export function nameTypes(versions, { commands, events, classes }) {
  const names = new Map();
  const taken = new Set();
  const roots = [...commands, ...events].flatMap(rootsOf);
  for (const { name } of roots) taken.add(name);
  for (const version of versions) nameFrom(roots, version, classes, names, taken);
  return names;
}

/** The names and places of a command's arguments and reply, or an event's data. */
export function rootsOf({ name, places, versions }) {
  const stem = pascalCase(name);
  return Object.entries(places).map(([part, place]) => {
    const { suffix, text } = ROOTS[part];
    return { name: stem + suffix, stem, place, owner: versions, text: `${text} \`${name}\`.` };
  });
}

const ROOTS = {
  arguments: { suffix: 'Arguments', text: 'The arguments of' },
  reply: { suffix: 'Reply', text: 'The reply to' },
  data: { suffix: 'EventData', text: 'The data of' },
};

function nameFrom(roots, version, classes, names, taken) {
  const visited = new Set();
  const queue = [...roots];
  for (const { name, stem, place, owner, text } of queue) {
    if (!place.has(version)) continue;
    const elements = classes.elementsAt(place);
    if (elements.size > 0) {
      queue.push({ name: text ? `${stem}Item` : name, stem, place: elements, owner });
    }
    for (const typeClass of classes.directClassesAt(place)) {
      if (visited.has(typeClass)) continue;
      visited.add(typeClass);
      if (!names.has(typeClass)) {
        names.set(typeClass, { name: text ? name : untaken(name, taken), stem, owner, text });
      }
      const prefix = names.get(typeClass).stem;
      for (const part of classes.placesIn(typeClass)) {
        const deeper = prefix + pascalCase(part.name);
        queue.push({ name: deeper, stem: deeper, place: part.place, owner });
      }
    }
  }
}

function untaken(name, taken) {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
  taken.add(free);
  return free;
}

/** `query-cpus-fast` → `QueryCpusFast`, `BLOCK_JOB_READY` → `BlockJobReady`. */
function pascalCase(name) {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map(
      (word) =>
        word.slice(0, 1).toUpperCase() + (/[a-z]/.test(word) ? word.slice(1) : word.slice(1).toLowerCase()),
    )
    .join('');
}
