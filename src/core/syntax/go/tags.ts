import type { SyntaxNode } from '../node';
import type { Expression } from '../program';
import { at, type GoBuilder } from './builder';

/**
 * Keys of struct tags that give a field its value where configuration says nothing, of caarlos0/env, envconfig,
 * go-defaults, kong and urfave/sflags.
 */
const DEFAULTS = /\b(?:envDefault|env-default|default):"((?:[^"\\]|\\.)*)"/;
const ENVIRONMENT = /\b(?:env|envconfig):"([^",]*)/;

/** The default in a field's tag, as a read of the environment that falls back to it. */
export function taggedDefault(builder: GoBuilder, tag: SyntaxNode): Expression | undefined {
  const text = builder.slice(tag);
  const found = DEFAULTS.exec(text);
  const value = found?.[1];
  if (!found || !value) return undefined;
  const range = at(tag);
  const start = tag.start + found.index + found[0].lastIndexOf(`"${value}"`) + 1;
  const place = { start, end: start + value.length };
  const literal: Expression = {
    kind: 'text',
    parts: [{ kind: 'piece', text: value, range: place }],
    content: place,
    range: place,
  };
  const variable = ENVIRONMENT.exec(text)?.[1] ?? '';
  const read: Expression = {
    kind: 'call',
    callee: {
      kind: 'member',
      object: { kind: 'import', module: 'os', range },
      property: 'Getenv',
      propertyRange: range,
      range,
    },
    arguments: [
      {
        kind: 'positional',
        value: { kind: 'text', parts: [{ kind: 'piece', text: variable, range }], content: undefined, range },
        range,
      },
    ],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: range,
    range,
  };
  return { kind: 'fallback', preferred: read, fallback: literal, range };
}
