import { named, type SyntaxNode } from '../node';
import { scopeOf, type CallExpression, type Expression, type MemberExpression } from '../program';
import { assign } from './assignments';
import { at, type GoBuilder } from './builder';
import { noteField } from './forms';

/** Methods of flag sets that put a flag into a variable: index of the default among the arguments. */
const FLAG_DEFAULTS: Readonly<Record<string, number>> = {
  StringVar: 2,
  StringVarP: 3,
  IntVar: 2,
  IntVarP: 3,
  Int64Var: 2,
  Int64VarP: 3,
};

/** Methods that write to the end of a text, as of `strings.Builder`. */
const WRITERS: ReadonlySet<string> = new Set(['Write', 'WriteString', 'WriteByte', 'WriteRune']);

/** Functions of `fmt` that write what another one makes a text of. */
const PRINTERS: Readonly<Record<string, string>> = { Fprint: 'Sprint', Fprintf: 'Sprintf', Fprintln: 'Sprintln' };

/** Calls that stand alone and change a value in place. */
export function noteMutation(builder: GoBuilder, call: Expression, node: SyntaxNode): void {
  if (noteField(builder, call)) return;
  noteHandedOver(builder, call);
  if (call.kind !== 'call' || call.callee.kind !== 'member') return;
  const { callee } = call;
  if (noteWrite(builder, call, callee, node) || bindFlag(builder, call, callee, node) || noteCopy(builder, call, node))
    return;
  const { object, property } = callee;
  const values = call.arguments.filter(({ kind }) => kind === 'positional').map(({ value }) => value);
  const setter = /^Set(\p{Lu}\w*)$/u.exec(property)?.[1];
  if (setter !== undefined && values.length === 1)
    builder.mutate(object, { kind: 'set', path: [setter], values, at: at(node) });
  else if (/^(Add|Append)\p{Lu}/u.test(property) && values.length)
    builder.mutate(object, { kind: 'append', path: [property], values, at: at(node) });
}

/** `option(config)`, `applyDefaults(&config)`: functions of the code's own may change what they are handed. */
export function noteHandedOver(builder: GoBuilder, call: Expression): void {
  if (call.kind !== 'call' || isOfPackage(call.callee)) return;
  for (const { value } of call.arguments)
    if (value.kind === 'name' || value.kind === 'member')
      builder.mutate(value, { kind: 'hand', values: [call], at: value.range });
}

function isOfPackage(callee: Expression): boolean {
  const root = callee.kind === 'member' ? callee.object : callee;
  return root.kind === 'name' && scopeOf(root.name, root.scope)?.bindings.get(root.name)?.[0]?.kind === 'import';
}

/** `maps.Copy(table, more)` */
function noteCopy(builder: GoBuilder, call: CallExpression, node: SyntaxNode): boolean {
  const [target, source, ...others] = call.arguments;
  const isCopy = builder.slice(call.callee.range) === 'maps.Copy' && !others.length;
  if (!isCopy || !target || !source) return false;
  builder.mutate(target.value, { kind: 'merge', values: [source.value], at: at(node) });
  return true;
}

/** `sb.WriteString(x)`, `fmt.Fprintf(&sb, "…", x)`, `template.Execute(&sb, data)`. */
function noteWrite(builder: GoBuilder, call: CallExpression, callee: MemberExpression, node: SyntaxNode): boolean {
  const { object, property } = callee;
  const [first, ...rest] = call.arguments;
  if (!first) return false;
  if (WRITERS.has(property)) {
    builder.mutate(object, { kind: 'append', values: [first.value], at: at(node) });
    return true;
  }
  const printer = Object.hasOwn(PRINTERS, property) ? PRINTERS[property] : undefined;
  if (printer !== undefined) {
    const written: Expression = { ...call, callee: { ...callee, property: printer }, arguments: rest };
    builder.mutate(first.value, { kind: 'append', values: [written], at: at(node) });
    return true;
  }
  if (property !== 'Execute' || rest.length !== 1) return false;
  builder.mutate(first.value, { kind: 'append', values: [object], at: at(node) });
  return true;
}

/** `flag.StringVar(&model, "model", "gpt-4o", "…")` gives the variable its default. */
function bindFlag(builder: GoBuilder, call: CallExpression, callee: MemberExpression, node: SyntaxNode): boolean {
  const index = Object.hasOwn(FLAG_DEFAULTS, callee.property) ? FLAG_DEFAULTS[callee.property] : undefined;
  const value = index === undefined ? undefined : call.arguments[index]?.value;
  const [target] = value ? argumentNodes(node) : [];
  const variable = target?.type === 'unary_expression' ? named(target)[0] : undefined;
  if (!value || !variable) return false;
  const range = at(node);
  assign(builder, variable, { kind: 'fallback', preferred: { kind: 'other', range }, fallback: value, range }, node);
  return true;
}

function argumentNodes(statement: SyntaxNode): SyntaxNode[] {
  const list = named(statement)[0]?.children.find(child => child.field === 'arguments');
  return list ? named(list) : [];
}
