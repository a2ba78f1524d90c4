import { docComment } from './doc-comment.js';
import { indent, oneProperty, propertyName, quote, typeAlias } from './layout.js';

const BUILTINS = {
  string: 'string',
  value: 'unknown',
  boolean: 'boolean',
  null: 'null',
  number: 'number',
};

/** The last member of an object that takes more than introspection shows. */
const OPEN =
  '/** The properties of the driver, which introspection does not list. */\nreadonly [property: string]: unknown;\n';

/** The indentation of a variant with its parentheses, at most. */
const MARGIN = 8;

/** Prints types, as references and declarations, by the names that they were given. */
export class TypePrinter {
  #names;
  #versions;
  #prefix;

  /**
   * @param names by class
   * @param versions every version, oldest first
   * @param prefix of the names in references
   */
  constructor(names, versions, prefix = '') {
    this.#names = names;
    this.#versions = versions;
    this.#prefix = prefix;
  }

  /** The expression for a type. An integer is `int`. */
  reference(type, int = `${this.#prefix}Integer`) {
    if (type.builtin) return type.builtin === 'int' ? int : BUILTINS[type.builtin];
    if (type.empty) return `${this.#prefix}Empty`;
    if (type.typeClass) return this.#prefix + this.#names.get(type.typeClass).name;
    if (type.array) return `readonly ${parenthesised(this.reference(type.array, int))}[]`;
    return [...new Set(type.union.map((each) => this.reference(each, int)))].join(' | ');
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
    if (type.tag !== undefined) return this.#variants(name, type, doc);
    return doc + this.#object(name, type, type.members, type.isOpen ? OPEN : '');
  }

  #enum(name, type) {
    const values = type.values.map((value) => ({ doc: this.#docOf(value, type), text: quote(value.name) }));
    return typeAlias(name, [...values, { text: 'Unlisted' }]);
  }

  #object(name, type, members, rest = '') {
    const lines = members.map((member) => this.#member(member, type));
    return `export interface ${name} {\n${indent(lines.join('') + rest)}}\n`;
  }

  #member(member, type) {
    const optional = member.isOptional ? '?' : '';
    const text = this.reference(member.type, member.int);
    return `${this.#docOf(member, type)}readonly ${propertyName(member.name)}${optional}: ${text};\n`;
  }

  /** A union by the tag, of what all variants have and what each has besides. */
  #variants(name, type, doc) {
    const tag = type.members.find((member) => member.name === type.tag);
    const open = type.isOpen ? type.members.filter((member) => isOfOldForm(member, type)) : [];
    const common = type.members.filter((member) => member !== tag && !open.includes(member));
    const arms = [...this.#arms(type, tag), ...open.map((member) => this.#openArm(type, tag, member))];
    if (common.length === 0) return doc + typeAlias(name, arms);
    const base = `${name}Common`;
    const lines = arms.map((arm) => indent(indent(`${arm.doc}| ${arm.text}`)));
    const alias = `export type ${name} = ${base} &\n  (\n${lines.join('\n')}\n  );\n`;
    return `${this.#object(base, type, common)}\n${doc}${alias}`;
  }

  /** The arms of a union: cases with the same members and the same versions share one. */
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

  /** The form of the versions without variants: any tag, with a member that the variants lack. */
  #openArm(type, tag, member) {
    const members = [tag, member].map(({ name }) => propertyName(name));
    return {
      doc: this.#docOf(member, type),
      text: `{ readonly ${members[0]}: string; readonly ${members[1]}: ${this.reference(member.type)} }`,
    };
  }

  #docOf(part, type) {
    return docComment(part, this.#versions, { owner: type.versions });
  }
}

function isOfOldForm(member, type) {
  return member.versions.every((version) => type.versionsWithoutVariants.includes(version));
}

function parenthesised(text) {
  return /[|&]| /.test(text) ? `(${text})` : text;
}
