import { docComment } from './doc-comment.js';
import { indent, oneProperty, propertyName, quote, typeAlias } from './layout.js';

const BUILTINS = {
  string: 'string',
  value: 'unknown',
  boolean: 'boolean',
  int: 'Integer',
  null: 'null',
  number: 'number',
};

/** How far right a variant stands at most, with its parentheses. */
const MARGIN = 8;

/** Prints the declarations of types, of the names that they were given. */
export class TypePrinter {
  #names;
  #versions;

  /**
   * @param names by class
   * @param versions every version, oldest first
   */
  constructor(names, versions) {
    this.#names = names;
    this.#versions = versions;
  }

  /** What stands for a type where it is used. */
  reference(type) {
    if (type.builtin) return BUILTINS[type.builtin];
    if (type.empty) return 'Empty';
    if (type.typeClass) return this.#names.get(type.typeClass).name;
    if (type.array) return `readonly ${parenthesised(this.reference(type.array))}[]`;
    return [...new Set(type.union.map((each) => this.reference(each)))].join(' | ');
  }

  /** @param doc the comment of the type itself */
  declaration(name, type, doc) {
    if (type.kind === 'enum') return doc + this.#enum(name, type);
    if (type.kind === 'alternate') {
      return (
        doc +
        typeAlias(
          name,
          type.branches.map((branch) => ({ text: this.reference(branch) })),
        )
      );
    }
    return type.tag === undefined
      ? doc + this.#object(name, type, type.members)
      : this.#variants(name, type, doc);
  }

  #enum(name, type) {
    const values = type.values.map((value) => ({ doc: this.#docOf(value, type), text: quote(value.name) }));
    return typeAlias(name, [...values, { text: 'Unlisted' }]);
  }

  #object(name, type, members) {
    return `export interface ${name} {\n${indent(members.map((member) => this.#member(member, type)).join(''))}}\n`;
  }

  #member(member, type) {
    const optional = member.isOptional ? '?' : '';
    return `${this.#docOf(member, type)}readonly ${propertyName(member.name)}${optional}: ${this.reference(member.type)};\n`;
  }

  /** A union by the tag, of what all variants have and what each has besides. */
  #variants(name, type, doc) {
    const common = type.members.filter((member) => member.name !== type.tag);
    const tag = type.members.find((member) => member.name === type.tag);
    const arms = this.#arms(type, tag);
    if (common.length === 0) return doc + typeAlias(name, arms);
    const base = `${name}Common`;
    const lines = arms.map((arm) => indent(indent(`${arm.doc}| ${arm.text}`)));
    const alias = `export type ${name} = ${base} &\n  (\n${lines.join('\n')}\n  );\n`;
    return `${this.#object(base, type, common)}\n${doc}${alias}`;
  }

  /** Cases that have the same members came and went together, or are told apart. */
  #arms(type, tag) {
    const arms = new Map();
    for (const variant of type.variants) {
      const doc = this.#docOf(variant, type);
      const members = variant.type.empty ? '' : ` & ${parenthesised(this.reference(variant.type))}`;
      const key = doc + members;
      if (!arms.has(key)) arms.set(key, { doc, members, cases: [] });
      arms.get(key).cases.push(quote(variant.name));
    }
    const property = propertyName(tag.name) + (tag.isOptional ? '?' : '');
    return [...arms.values()].map(({ doc, members, cases }) => {
      const object = oneProperty(property, cases, MARGIN + members.length);
      return { doc, text: members === '' ? object : `(${object}${members})` };
    });
  }

  #docOf(part, type) {
    return docComment(part, this.#versions, { owner: type.versions });
  }
}

function parenthesised(text) {
  return /[|&]| /.test(text) ? `(${text})` : text;
}
