import { isOpaque, typeOf } from './types';
import type { Expression, FunctionExpression, Program, Scope } from '../syntax';
import type { Resolver } from './resolver';
import { choiceOf, optionsOf, staticText, type Frame, type ReferenceWorth, type Worth } from './worth';

/** Classes nested in classes whose methods are looked at. */
const MAX_DEPTH = 3;
/** Methods that provide objects of one type; more of them can't be told apart anyway. */
const MAX_BEANS = 8;

/**
 * What the methods give that provide objects of a type to whoever asks for one, as `@Bean ChatClient chatClient()`.
 * @param typed an object of the type
 * @param asking what asks for it: of several, the one is meant that has the same qualifier, or the name
 */
export function providedObject(
  resolver: Resolver,
  typed: ReferenceWorth,
  asking: { readonly called: string; readonly decorators: readonly Expression[] },
  frame: Frame,
): Worth | undefined {
  const annotations = resolver.knowledge(frame).providers;
  const member = typed.steps.findLast(step => step.kind === 'member');
  if (!annotations.size || member?.kind !== 'member') return undefined;
  const types = [member.name, ...resolver.host.packages.variants(typed)];
  const others = types.flatMap(type => resolver.host.mentioningPrograms(type, frame.program) ?? []);
  const known = [...new Set([frame.program, ...others])].flatMap(program =>
    functionsIn(program)
      .filter(each => provides(each, types, annotations))
      .filter(({ result }) => isOfType(resolver, typeOf(resolver, result, resolver.root(program)), typed, types))
      .map(bean => ({ bean, program })),
  );
  const near = known.filter(({ program }) => moduleOf(program) === moduleOf(frame.program));
  const beans = near.length ? near : known;
  const all = meant(resolver, beans, asking, frame)
    .slice(0, MAX_BEANS)
    .flatMap(({ bean, program }) => bean.returns.map(value => resolver.evaluate(value, resolver.root(program))));
  const values = all.filter(value => !isOpaque(resolver, value));
  if (!values.length) return undefined;
  // Where it may be another one too, it is one of the type.
  return choiceOf(values.length < all.length ? [...values, typed] : values);
}

interface Bean {
  readonly bean: FunctionExpression;
  readonly program: Program;
}

/** Of several, those with the qualifier that is asked for, else the one of the name, else the one that stands above all. */
function meant(
  resolver: Resolver,
  beans: readonly Bean[],
  { called, decorators }: { readonly called: string; readonly decorators: readonly Expression[] },
  frame: Frame,
): readonly Bean[] {
  const { qualifying, preferring } = resolver.knowledge(frame).beans;
  const wanted = qualifiersOf(resolver, decorators, qualifying, frame);
  const qualified = beans.filter(({ bean, program }) => {
    const own = qualifiersOf(resolver, bean.decorators, qualifying, resolver.root(program));
    return wanted.some(each => own.includes(each) || each === bean.name);
  });
  const named = beans.filter(({ bean }) => bean.name === called);
  const preferred = beans.filter(({ bean }) =>
    bean.decorators.some(each => preferring.includes(nameOfAnnotation(each))),
  );
  return [qualified, named, preferred].find(({ length }) => length) ?? beans;
}

/** The names that annotations give an object, and those annotations that are no package's. */
function qualifiersOf(
  resolver: Resolver,
  decorators: readonly Expression[],
  qualifying: readonly string[],
  frame: Frame,
): readonly string[] {
  return decorators.flatMap((decorator): string[] => {
    const name = nameOfAnnotation(decorator);
    const given = decorator.kind === 'call' ? decorator.arguments : [];
    if (qualifying.includes(name))
      return given.flatMap(({ value }) => staticText(resolver.evaluate(value, frame)) ?? []);
    const worth = resolver.evaluate(decorator.kind === 'call' ? decorator.callee : decorator, frame);
    return worth.kind === 'class' ? [`@${name}`] : [];
  });
}

function nameOfAnnotation(decorator: Expression): string {
  const name = decorator.kind === 'call' ? decorator.callee : decorator;
  return name.kind === 'name' ? name.name : '';
}

function provides(
  { decorators, result }: FunctionExpression,
  types: readonly string[],
  annotations: ReadonlySet<string>,
): boolean {
  const isProvider = decorators.some(decorator => annotations.has(nameOfAnnotation(decorator)));
  return isProvider && (result?.names.some(path => types.includes(path.at(-1) ?? '')) ?? false);
}

/** Types of one name are many: `ChatClient.Builder` and `RestClient.Builder`. */
function isOfType(
  resolver: Resolver,
  declared: Worth | undefined,
  typed: ReferenceWorth,
  [, ...variants]: readonly string[],
): boolean {
  return optionsOf(declared ?? NOTHING).some(each => {
    if (each.kind !== 'reference') return false;
    const last = each.steps.findLast(step => step.kind === 'member');
    const isVariant = last?.kind === 'member' && variants.includes(last.name) && !isOpaque(resolver, each);
    return isVariant || nameOf(each) === nameOf(typed);
  });
}

const NOTHING: Worth = { kind: 'nothing', trail: [] };

const nameOf = ({ module, steps }: ReferenceWorth): string =>
  [module, ...steps.flatMap(step => (step.kind === 'member' ? step.name : []))].filter(Boolean).join('.');

/** The module of a build that a file is of: applications that lie beside each other share no objects. */
const moduleOf = ({ file }: Program): string => /^(.*?)(?:\/|^)src\//.exec(file)?.[1] ?? '';

const functions = new WeakMap<Program, readonly FunctionExpression[]>();

function functionsIn(program: Program): readonly FunctionExpression[] {
  const found = functions.get(program) ?? inScope(program.module, 0);
  functions.set(program, found);
  return found;
}

function inScope({ bindings }: Scope, depth: number): FunctionExpression[] {
  return [...bindings.values()].flat().flatMap(({ value }): FunctionExpression[] => {
    if (value?.kind === 'function') return [value];
    return value?.kind === 'class' && depth < MAX_DEPTH ? inScope(value.scope, depth + 1) : [];
  });
}
