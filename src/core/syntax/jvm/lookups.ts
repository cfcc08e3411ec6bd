import type { ProgramBuilder } from '../builder';
import type { NameExpression, TypeReference } from '../program';
import type { Range } from '../../text';

/** Functions that give an object of the type they are asked for: `context.getBean(X.class)`, `get<X>()`. */
export const LOOK_UPS: ReadonlySet<string> = new Set([
  'get',
  'getBean',
  'getInstance',
  'getService',
  'inject',
  'instance',
  'koinInject',
  'ref',
  'service',
]);

/** Some object of a type, as a name of its own. */
export function objectOf(builder: ProgramBuilder, type: TypeReference, range: Range): NameExpression {
  const name = `#${String(range.start)}-${String(range.end)}`;
  builder.bind({ kind: 'variable', name, range, from: range.start, type });
  const { scope, block } = builder;
  return { kind: 'name', name, scope, block, range };
}
