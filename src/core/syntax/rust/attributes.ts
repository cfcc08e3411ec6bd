import type { Range } from '../../text';
import type { ClassExpression, Expression, FunctionExpression } from '../program';
import type { RustBuilder } from './builder';
import { textPieces } from './literals';
import { derives, type Attribute, type Attributes } from './nodes';

const valueOf = (name: string): RegExp => new RegExp(String.raw`\b${name}\s*=\s*(r?#*"(?:\\[^]|[^"\\])*"#*|[\w.:]+)`);

/** The literal that an attribute gives to a key: `#[arg(default_value = "gpt-4o")]`. */
export function textOf(builder: RustBuilder, attribute: Attribute, key: string): Expression | undefined {
  const found = valueOf(key).exec(attribute.text);
  const literal = found?.[1];
  if (!found || literal === undefined) return undefined;
  const end = attribute.start + found.index + found[0].length;
  const range = { start: end - literal.length, end };
  if (/^\d/.test(literal)) return { kind: 'number', value: Number(literal.replace(/_|[iuf]\d+$/g, '')), range };
  if (!literal.includes('"')) return undefined;
  const content = { start: range.start + literal.indexOf('"') + 1, end: range.start + literal.lastIndexOf('"') };
  return { kind: 'text', parts: textPieces(builder.text, range), content, range };
}

/** Attributes of command lines and of read settings that give a field a value when none is given from outside. */
const SETTINGS =
  /^\s*(?:arg|clap|structopt|serde|envconfig|default|builder|config|derivative|educe|facet|argh|option)\b/;
const DEFAULT_KEYS = ['default_value', 'default_value_t', 'default_missing_value', 'default'];

/** What a field is when nothing is said: the default of an argument or a setting. */
export function fieldDefault(builder: RustBuilder, attributes: Attributes, range: Range): Expression | undefined {
  for (const attribute of attributes) {
    if (!SETTINGS.test(attribute.text)) continue;
    const literal = DEFAULT_KEYS.map(key => textOf(builder, attribute, key)).find(each => each !== undefined);
    const value = literal && namesFunction(attribute) ? called(builder, literal, attribute) : literal;
    // Of what comes from outside nothing is known, so that the default shows as one.
    if (value) return { kind: 'fallback', preferred: { kind: 'other', range }, fallback: value, range };
  }
  return undefined;
}

/** `#[serde(default = "default_model")]` names a function by a text. */
const namesFunction = ({ text }: Attribute): boolean => /^\s*serde\b/.test(text);

function called(builder: RustBuilder, name: Expression, { start, end }: Attribute): Expression | undefined {
  if (name.kind !== 'text') return undefined;
  const path = name.parts.map(part => (part.kind === 'piece' ? part.text : '')).join('');
  const [first, ...rest] = path.split('::').filter(Boolean);
  if (first === undefined) return undefined;
  const range = name.range;
  const head: Expression =
    first === 'Self' && builder.enclosingClass ? builder.enclosingClass : builder.nameAt(first, range);
  const callee = rest.reduce<Expression>(
    (object, property) => ({ kind: 'member', object, property, propertyRange: range, range }),
    head,
  );
  return {
    kind: 'call',
    callee,
    arguments: [],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: range,
    range: { start, end },
  };
}

/** Functions that derive macros add: each makes an object of which only the defaults of its fields are known. */
const MAKERS: Readonly<Record<string, readonly string[]>> = {
  Default: ['default'],
  Parser: ['parse', 'try_parse', 'parse_from', 'try_parse_from'],
  StructOpt: ['from_args', 'from_args_safe', 'from_iter'],
  Envconfig: ['init_from_env'],
  FromArgs: ['from_env'],
  FromEnv: ['from_env'],
};

export function bindMakers(builder: RustBuilder, owner: ClassExpression, attributes: Attributes): void {
  for (const name of derives(attributes).flatMap(each => (Object.hasOwn(MAKERS, each) ? (MAKERS[each] ?? []) : []))) {
    const value = maker(builder, owner, name);
    builder.bindItem({ kind: 'function', name, range: owner.range, value });
  }
}

function maker(builder: RustBuilder, owner: ClassExpression, name: string): FunctionExpression {
  const { range } = owner;
  return builder.inScope('function', range, scope => {
    const made: FunctionExpression = {
      kind: 'function',
      name,
      parameters: [],
      scope,
      returns: [
        {
          kind: 'call',
          callee: owner,
          arguments: [],
          argumentsRange: undefined,
          isNew: true,
          scope,
          block: builder.block,
          nameRange: range,
          range,
        },
      ],
      decorators: [],
      owner,
      isGetter: false,
      isConstructor: false,
      range,
    };
    builder.own(scope, made);
    return made;
  });
}
