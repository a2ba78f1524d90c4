const MAX_WIDTH = 110;

/** Moves every line but empty ones to the right. */
export function indent(text) {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** A property's name, quoted where it is no identifier. */
export function propertyName(name) {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

export function quote(name) {
  return `'${name}'`;
}

/** `export type Name = A | B;`, over several lines where it is too long for one or an alternative has a comment. */
export function typeAlias(name, alternatives) {
  const oneLine = `export type ${name} = ${alternatives.map(({ text }) => text).join(' | ')};\n`;
  if (oneLine.length <= MAX_WIDTH && alternatives.every(({ doc = '' }) => doc === '')) return oneLine;
  const lines = alternatives.map(({ doc = '', text }) => indent(`${doc}| ${text}`));
  return `export type ${name} =\n${lines.join('\n')};\n`;
}

/** `{ readonly name: A | B }`, over several lines where it is too long for one beside `otherWidth` characters. */
export function oneProperty(name, words, otherWidth) {
  const oneLine = `{ readonly ${name}: ${words.join(' | ')} }`;
  if (otherWidth + oneLine.length <= MAX_WIDTH) return oneLine;
  const lines = words.map((word) => `      | ${word}`);
  return `{\n    readonly ${name}:\n${lines.join('\n')};\n  }`;
}

/** A comment of one line where it fits, else over several. */
export function comment(lines) {
  const [only] = lines;
  if (lines.length === 1 && only.length + 7 <= MAX_WIDTH) return `/** ${only} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\n`;
}
