export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of an element without children. */
  readonly text: string;
}

// Written from the grammar of XML 1.0, and by nothing that wrote the text.
const CHARACTER = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const ATTRIBUTE = /\s+([A-Za-z]+)="([^"<]*)"/;
const TAG = new RegExp(`^<([A-Za-z]+)((?:${ATTRIBUTE.source})*)\\s*(/?)>`);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Parses a fragment of one element, of tags and attributes alone; throws where it is not well-formed. */
export function readXml(text: string): XmlElement {
  if (!CHARACTER.test(text)) throw new Error('a character that XML does not allow');
  const { element, rest } = readElement(text);
  if (rest.trim() !== '') throw new Error(`after the element: ${rest}`);
  return element;
}

function readElement(input: string): { element: XmlElement; rest: string } {
  const [tag, name = '', attributeText = '', , , slash] = TAG.exec(input) ?? [];
  if (tag === undefined) throw new Error(`not a tag: ${input.slice(0, 50)}`);
  const attributes = readAttributes(attributeText);
  let rest = input.slice(tag.length);
  if (slash === '/') return { element: { name, attributes, children: [], text: '' }, rest };
  const children: XmlElement[] = [];
  while (/^\s*<[^/]/.test(rest)) {
    const child = readElement(rest.trimStart());
    children.push(child.element);
    rest = child.rest;
  }
  const end = rest.indexOf(`</${name}>`);
  const text = rest.slice(0, Math.max(end, 0));
  if (end === -1 || (children.length > 0 && text.trim() !== '')) throw new Error(`not closed: ${name}`);
  const element = { name, attributes, children, text: children.length === 0 ? decode(text) : '' };
  return { element, rest: rest.slice(end + `</${name}>`.length) };
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const found = Array.from(text.matchAll(new RegExp(ATTRIBUTE, 'g')), ([, name = '', value = '']) => [
    name,
    decode(value),
  ]);
  if (new Set(found.map(([name]) => name)).size < found.length) throw new Error('an attribute twice');
  return Object.fromEntries(found);
}

function decode(text: string): string {
  if (/<|&(?!(?:amp|lt|gt|quot|apos);)|\]\]>/.test(text)) throw new Error(`not escaped: ${text}`);
  return text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '');
}
