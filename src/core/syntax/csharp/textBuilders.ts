import type { Range } from '../../text';
import type { SyntaxNode } from '../node';
import type { CallExpression, Expression, NameExpression, SlotPiece, TextExpression, TextPiece } from '../program';
import type { CSharpBuilder } from './builder';
import { isTextBuilder } from './creations';

type Part = TextPiece | SlotPiece;

const slot = (expression: Expression): SlotPiece => ({ kind: 'slot', expression, range: expression.range });

const isBuilderName = (builder: CSharpBuilder, expression: Expression): expression is NameExpression => {
  if (expression.kind !== 'name') return false;
  const type = builder.declaredType(expression.name);
  return type !== undefined && isTextBuilder(builder, type);
};

/**
 * `sb.Append(x).AppendLine(y);` is read as an assignment of what stood in `sb` with these behind it. Those that follow
 * on each other are one long text rather than a text in a text in a text.
 */
export function noteTextChange(builder: CSharpBuilder, chain: readonly CallExpression[], node: SyntaxNode): boolean {
  const [first] = chain;
  const root = first?.callee.kind === 'member' ? first.callee.object : undefined;
  if (!root || !isBuilderName(builder, root)) return false;
  let parts: Part[] = [slot(root)];
  for (const call of chain) {
    const method = call.callee.kind === 'member' ? call.callee.property : '';
    const given = call.arguments.map(({ value }) => value);
    const [one, two] = given;
    if (method === 'Append' || method === 'AppendLine') parts.push(...given.map(slot));
    else if (method === 'Insert' && one && two) parts.unshift(slot(two));
    else if (method === 'Clear') parts = [];
    else if (method.startsWith('Append')) parts.push(slot({ kind: 'other', range: call.range }));
  }
  bindText(builder, root, parts, node);
  return true;
}

/** A text builder that is handed to a method may come back with more in it. */
export function noteHandedOn(builder: CSharpBuilder, call: CallExpression): void {
  for (const { value } of call.arguments) {
    if (!isBuilderName(builder, value)) continue;
    bindText(builder, value, [slot(value), slot({ kind: 'other', range: call.range })], call.range);
  }
}

function bindText(builder: CSharpBuilder, name: NameExpression, parts: readonly Part[], node: Range): void {
  const [before, ...added] = parts;
  const open = builder.openText(name.name);
  if (open && before?.kind === 'slot' && before.expression === name) {
    open.push(...added);
    return;
  }
  const own = [...parts];
  const range = { start: node.start, end: node.end };
  const text: TextExpression = { kind: 'text', parts: own, content: undefined, range };
  builder.bind(
    { kind: 'variable', name: name.name, range: name.range, from: node.end, value: text },
    builder.homeOf(name.name),
  );
  builder.keepOpen(name.name, own);
}
