/** Reads rows of the form `key: name name`; a key may have several rows. Returns each key with each of its names. */
export function readRows(rows) {
  return rows.flatMap((row) => {
    const [key, names] = row.split(': ');
    return names.split(' ').map((name) => [key, name]);
  });
}
