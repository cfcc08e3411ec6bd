import type { Binding, ClassExpression, Expression } from '../syntax';
import { memberWorth } from './members';
import type { Resolver } from './resolver';
import { optionsOf, staticText, via, type Frame, type InstanceWorth, type Worth } from './worth';

/** Classes derived from classes. */
const MAX_BASES = 6;

/** The field that holds the options of the class itself. */
const OPTIONS = 'model_config';

/** Arguments of what describes a field that name the variable of the environment. */
const NAMES: readonly string[] = ['validation_alias', 'alias', 'env'];

/**
 * The value of a field that is read from the environment, as that of a class derived from `BaseSettings`: what the class
 * gives it holds where the variable is not set. Undefined for a field of any other class.
 */
export function fromEnvironment(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  worth: Worth,
  binding: Binding,
): Worth | undefined {
  if (key === OPTIONS || !isSettings(resolver, object.class, object.frame)) return undefined;
  const { frame } = object;
  const name = variableOf(resolver, object, key, binding);
  const isGiven = optionsOf(worth).every(({ kind }) => kind === 'text' || kind === 'number' || kind === 'boolean');
  if (isGiven) return via(worth, resolver.hop('environment', name, frame, binding.range));
  if (worth.kind !== 'unknown' && worth.kind !== 'reference') return undefined;
  const at = resolver.place(frame, binding.range);
  const expression: Expression = { kind: 'other', range: binding.range };
  const steps = ['environ', name].map(each => ({ kind: 'member' as const, name: each, at }));
  return { kind: 'reference', module: 'os', steps, expression, frame, stepsAtLoad: 0, trail: worth.trail };
}

function isSettings(resolver: Resolver, { bases }: ClassExpression, frame: Frame, depth = 0): boolean {
  if (depth >= MAX_BASES || !bases.length || !resolver.knowledge(frame).hasSettingsClasses) return false;
  return bases.some(each => {
    const base = resolver.evaluate(each, frame);
    if (base.kind === 'class') return isSettings(resolver, base.class, base.frame, depth + 1);
    return base.kind === 'reference' && resolver.knowledge(frame).isSettingsClass(base);
  });
}

/** `model` is read from `MODEL`, with the prefix that the class gives, unless the field names its variable itself. */
function variableOf(resolver: Resolver, object: InstanceWorth, key: string, { value, range }: Binding): string {
  const { frame } = object;
  const described = value?.kind === 'call' ? value.arguments : [];
  const named = described.find(({ kind, name }) => kind === 'named' && NAMES.includes(name ?? ''));
  const given = named && staticText(resolver.evaluate(named.value, frame));
  if (given !== undefined) return given;
  const options = object.class.scope.bindings.has(OPTIONS)
    ? memberWorth(resolver, object, OPTIONS, range, frame)
    : undefined;
  const prefix = options && staticText(memberWorth(resolver, options, 'env_prefix', range, frame));
  return `${prefix ?? ''}${key}`.toUpperCase();
}
