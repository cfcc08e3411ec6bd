import { isOpaque, typeOf } from './types';
import type { FunctionExpression, Program, Scope } from '../syntax';
import type { Resolver } from './resolver';
import { choiceOf, optionsOf, type Frame, type ReferenceWorth, type Worth } from './worth';

/** Classes nested in classes whose methods are looked at. */
const MAX_DEPTH = 3;
/** Methods that provide objects of one type; more of them can't be told apart anyway. */
const MAX_BEANS = 8;

/**
 * What the methods give that provide objects of a type to whoever asks for one, as `@Bean ChatClient chatClient()`.
 * @param typed an object of the type
 * @param name what asks for it is called: of several, the method of that name is meant
 */
export function providedObject(
  resolver: Resolver,
  typed: ReferenceWorth,
  name: string,
  frame: Frame,
): Worth | undefined {
  const annotations = resolver.knowledge(frame).providers;
  const member = typed.steps.findLast(step => step.kind === 'member');
  if (!annotations.size || member?.kind !== 'member') return undefined;
  const type = member.name;
  const others = resolver.host.mentioningPrograms(type, frame.program) ?? [];
  const all = [frame.program, ...others].flatMap(program =>
    functionsIn(program)
      .filter(each => provides(each, type, annotations))
      .filter(({ result }) => isSameType(typeOf(resolver, result, resolver.root(program)), typed))
      .map(bean => ({ bean, program })),
  );
  const near = all.filter(({ program }) => moduleOf(program) === moduleOf(frame.program));
  const beans = near.length ? near : all;
  const named = beans.filter(({ bean }) => bean.name === name);
  const values = (named.length ? named : beans)
    .slice(0, MAX_BEANS)
    .flatMap(({ bean, program }) => bean.returns.map(value => resolver.evaluate(value, resolver.root(program))))
    .filter(value => !isOpaque(resolver, value));
  return values.length ? choiceOf(values) : undefined;
}

function provides({ decorators, result }: FunctionExpression, type: string, annotations: ReadonlySet<string>): boolean {
  const isProvider = decorators.some(decorator => {
    const name = decorator.kind === 'call' ? decorator.callee : decorator;
    return name.kind === 'name' && annotations.has(name.name);
  });
  return isProvider && (result?.names.some(path => path.at(-1) === type) ?? false);
}

/** Types of one name are many: `ChatClient.Builder` and `RestClient.Builder`. */
const isSameType = (declared: Worth | undefined, typed: ReferenceWorth): boolean =>
  declared !== undefined &&
  optionsOf(declared).some(each => each.kind === 'reference' && nameOf(each) === nameOf(typed));

const nameOf = ({ module, steps }: ReferenceWorth): string =>
  [module, ...steps.flatMap(step => (step.kind === 'member' ? step.name : []))].filter(Boolean).join('.');

/** The module of a build that a file is of: applications that lie beside each other share no objects. */
const moduleOf = ({ file }: Program): string => /^(.*?)(?:\/|^)src\//.exec(file)?.[1] ?? '';

const known = new WeakMap<Program, readonly FunctionExpression[]>();

function functionsIn(program: Program): readonly FunctionExpression[] {
  const found = known.get(program) ?? inScope(program.module, 0);
  known.set(program, found);
  return found;
}

function inScope({ bindings }: Scope, depth: number): FunctionExpression[] {
  return [...bindings.values()].flat().flatMap(({ value }): FunctionExpression[] => {
    if (value?.kind === 'function') return [value];
    return value?.kind === 'class' && depth < MAX_DEPTH ? inScope(value.scope, depth + 1) : [];
  });
}
