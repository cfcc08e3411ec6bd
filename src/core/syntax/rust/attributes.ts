import type { Range } from '../../text';
import { field, named, type SyntaxNode } from '../node';
import type { ClassExpression, Expression, FunctionExpression } from '../program';
import type { RustBuilder } from './builder';
import { lowerExpression } from './expressions';
import { literalContent } from './literals';
import { derives, type Attribute, type Attributes } from './nodes';
import { TokenTree } from './tokenTree';

/** What an attribute gives to a key: `#[arg(default_value = "gpt-4o")]`. */
function given(builder: RustBuilder, attribute: Attribute, key: string): SyntaxNode | undefined {
  const [call] = new TokenTree(builder.text, attribute).statements();
  const list = call && field(call, 'arguments');
  for (const entry of list ? named(list) : []) {
    const left = entry.type === 'assignment_expression' ? field(entry, 'left') : undefined;
    if (left && builder.slice(left) === key) return field(entry, 'right');
  }
  return undefined;
}

/** The same, as a value. */
export function valueOf(builder: RustBuilder, attribute: Attribute, key: string): Expression | undefined {
  const node = given(builder, attribute, key);
  return node && lowerExpression(builder, node);
}

/** Attributes of command lines and of read settings that give a field a value when none is given from outside. */
const SETTINGS = /^\s*(?:arg|clap|structopt|serde|envconfig|default|builder|config|argh|option)\b/;
const DEFAULT_KEYS = ['default_value', 'default_value_t', 'default'];

/** What a field is when nothing is said: the default of an argument or a setting. */
export function fieldDefault(builder: RustBuilder, attributes: Attributes, range: Range): Expression | undefined {
  for (const attribute of attributes) {
    if (!SETTINGS.test(attribute.text)) continue;
    const node =
      DEFAULT_KEYS.map(key => given(builder, attribute, key)).find(each => each !== undefined) ??
      ownDefault(builder, attribute);
    const value = node && defaultValue(builder, attribute, node);
    // Of what comes from outside nothing is known, so that the default shows as one.
    if (value) return { kind: 'fallback', preferred: { kind: 'other', range }, fallback: value, range };
  }
  return undefined;
}

/** `#[default("gpt-4o")]`, `#[default = "gpt-4o"]` */
function ownDefault(builder: RustBuilder, attribute: Attribute): SyntaxNode | undefined {
  if (!/^\s*default\s*[(=]/.test(attribute.text)) return undefined;
  const [made] = new TokenTree(builder.text, attribute).statements();
  const list = made && field(made, 'arguments');
  return list ? named(list)[0] : made && field(made, 'right');
}

/** `#[serde(default = "function")]` and `#[builder(default = "expression")]` hold code as a text. */
function defaultValue(builder: RustBuilder, { text }: Attribute, node: SyntaxNode): Expression | undefined {
  const attribute = /^\s*(\w+)/.exec(text)?.[1];
  if (node.type !== 'string_literal' || (attribute !== 'serde' && attribute !== 'builder'))
    return lowerExpression(builder, node);
  const { content } = literalContent(builder.text, node);
  const [code] = new TokenTree(builder.text, content).statements();
  const value = code && lowerExpression(builder, code);
  if (!value || attribute === 'builder') return value;
  return {
    kind: 'call',
    callee: value,
    arguments: [],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: value.range,
    range: value.range,
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

/** @param initial the variant that an enum marks as its default */
export function bindMakers(
  builder: RustBuilder,
  owner: ClassExpression,
  attributes: Attributes,
  initial: ClassExpression | undefined,
): void {
  for (const name of derives(attributes).flatMap(each => (Object.hasOwn(MAKERS, each) ? (MAKERS[each] ?? []) : []))) {
    const made = maker(builder, owner, name);
    const value = initial && name === 'default' ? { ...made, returns: [initial] } : made;
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
