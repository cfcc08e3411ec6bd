import { field, named, type SyntaxNode } from '../node';
import type { Expression } from '../program';
import { lowerArguments } from './calls';
import type { PhpBuilder } from './builder';
import { lowerName } from './names';

/** `#[Model('gpt-4o'), MaxTokens(500)]`: each as the object that it makes. */
export function lowerAttributes(builder: PhpBuilder, list: SyntaxNode | undefined): Expression[] {
  return (list ? named(list) : []).flatMap(group =>
    named(group).map((attribute): Expression => {
      const range = { start: attribute.start, end: attribute.end };
      const given = field(attribute, 'parameters');
      const [name] = named(attribute).filter(child => child !== given);
      if (!name) return { kind: 'other', range };
      return builder.addCall({
        kind: 'call',
        callee: lowerName(builder, name),
        arguments: given ? lowerArguments(builder, given) : [],
        argumentsRange: given && { start: given.start, end: given.end },
        isNew: true,
        scope: builder.scope,
        block: builder.block,
        nameRange: { start: name.start, end: name.end },
        range,
      });
    }),
  );
}
