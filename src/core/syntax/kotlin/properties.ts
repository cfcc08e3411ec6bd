import { injectedValue } from '../jvm/settings';
import { typeReference, type WrittenType } from '../jvm/types';
import { hasToken, type SyntaxNode } from '../node';
import type { Expression, FunctionExpression, TypeReference } from '../program';
import type { KotlinBuilder } from './builder';
import { lowerExpression } from './expressions';
import { lowerAnnotations, lowerBody } from './functions';
import { at, child, isType, nameOf, parts, writtenType } from './nodes';
import { bindDeclaration } from './statements';

const NO_VALUE: ReadonlySet<string> = new Set([
  'getter',
  'modifiers',
  'property_delegate',
  'setter',
  'type_constraints',
  'type_parameters',
]);

/** `val x = …`, also with a delegate or a getter, in a class or elsewhere. */
export function lowerProperty(builder: KotlinBuilder, node: SyntaxNode): void {
  const declared = child(node, 'variable_declaration') ?? child(node, 'multi_variable_declaration');
  if (!declared) return;
  const initial = parts(node).find(each => each.start >= declared.end && !NO_VALUE.has(each.type) && !isType(each));
  const delegate = child(node, 'property_delegate');
  const getter = child(node, 'getter');
  const annotations = lowerAnnotations(builder, child(node, 'modifiers'));
  const setting = injectedValue(annotations);
  const delegated = delegate && lowerDelegate(builder, delegate);
  const value = initial
    ? lowerExpression(builder, initial)
    : (delegated?.value ?? (getter ? lowerGetter(builder, getter) : setting));
  const setter = child(node, 'setter');
  if (setter) lowerSetter(builder, setter);
  const kind = builder.scope.kind === 'class' ? 'field' : 'variable';
  const name = declared.type === 'variable_declaration' ? child(declared, 'identifier') : undefined;
  if (!name) {
    bindDeclaration(builder, declared, { kind, from: node.end, ...(value ? { value } : {}) });
    return;
  }
  const type: TypeReference | undefined =
    typeReference(builder, writtenType(builder.text, parts(declared).find(isType)), annotations) ??
    typeReference(builder, delegated?.type);
  if (initial && hasToken(node, 'val')) builder.fix(nameOf(builder.text, name), builder.scope);
  builder.bind({
    kind,
    name: nameOf(builder.text, name),
    range: at(name),
    from: node.end,
    ...(value ? { value } : {}),
    ...(type ? { type } : {}),
  });
}

/** Delegates that hold their first argument. */
const HOLDERS: ReadonlySet<string> = new Set(['mutableStateOf', 'notNull', 'observable']);

/** `by lazy { … }` is what the lambda gives, `by inject<X>()` some `X`. */
function lowerDelegate(builder: KotlinBuilder, node: SyntaxNode): { value?: Expression; type?: WrittenType } {
  const call = parts(node).at(-1);
  if (!call) return {};
  const lowered = lowerExpression(builder, call);
  // `by inject<X>()` is some `X`.
  if (lowered.kind !== 'call') return { value: lowered };
  const last = lowered.arguments.at(-1)?.value;
  const name = lowered.callee.kind === 'name' ? lowered.callee.name : '';
  if (name === 'lazy' && last?.kind === 'function') return last.returns[0] ? { value: last.returns[0] } : {};
  const [first] = lowered.arguments;
  if (HOLDERS.has(name) && first) return { value: first.value };
  const list = child(call, 'type_arguments');
  const [written] = list ? parts(list) : [];
  const type = writtenType(builder.text, written);
  return type ? { type } : { value: lowered };
}

/** What a getter gives, as the value of its property. */
function lowerGetter(builder: KotlinBuilder, node: SyntaxNode): Expression | undefined {
  const body = child(node, 'function_body');
  if (!body) return undefined;
  const returns = lowerAccessor(builder, node, body);
  return returns.reduceRight<Expression | undefined>(
    (whenFalse, whenTrue) => (whenFalse ? { kind: 'conditional', whenTrue, whenFalse, range: at(node) } : whenTrue),
    undefined,
  );
}

function lowerSetter(builder: KotlinBuilder, node: SyntaxNode): void {
  const body = child(node, 'function_body');
  if (body) lowerAccessor(builder, node, body);
}

function lowerAccessor(builder: KotlinBuilder, node: SyntaxNode, body: SyntaxNode): readonly Expression[] {
  return builder.inScope('function', at(node), scope =>
    builder.inBlock('function', at(node), () => {
      const returns: Expression[] = [];
      const owner = scope.parent?.owner?.kind === 'class' ? scope.parent.owner : undefined;
      const made: FunctionExpression = {
        kind: 'function',
        name: undefined,
        parameters: [],
        scope,
        returns,
        decorators: [],
        owner,
        isGetter: true,
        isConstructor: false,
        range: at(node),
      };
      builder.own(scope, made);
      builder.collectReturns(scope, returns);
      // `field` is the value under a property.
      builder.bind({ kind: 'other', name: 'field', range: at(node), from: node.start });
      const name = child(node, 'identifier');
      if (name) builder.bind({ kind: 'other', name: nameOf(builder.text, name), range: at(name), from: name.end });
      lowerBody(builder, body, returns);
      return returns;
    }),
  );
}
