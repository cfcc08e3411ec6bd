import { type Expression } from '../syntax';
import { type Range } from '../text';
import { perhapsMissing } from './members';
import { choiceOf, optionsOf, PARAMETER, staticText, type Frame, type Worth, via } from './worth';
import type { Resolver } from './resolver';

/**
 * `preferred ?? fallback`: an environment variable, a setting or a parameter that may be left out gives way to what stands
 * behind it. What is behind one that somebody else sets is a default that may not hold, and its trail says so.
 */
export function fallbackWorth(
  resolver: Resolver,
  preferred: Worth,
  fallback: () => Worth,
  frame: Frame,
  range: Range,
): Worth {
  const options = optionsOf(preferred).filter(option => option.kind !== 'nothing' && staticText(option) !== '');
  const rest = fallback();
  // Something of a package in front of a plain value is not known either: a setting, an argument of a request.
  const isPlain = optionsOf(rest).every(
    option => option.kind === 'text' || option.kind === 'number' || option.kind === 'boolean',
  );
  const isOpen = (option: Worth): boolean =>
    option.kind === 'unknown' || isEnvironment(resolver, option) || (isPlain && option.kind === 'reference');
  const known = options.filter(option => !isOpen(option));
  const open = options.filter(isOpen);
  const mayBeNothing = options.length < optionsOf(preferred).length;
  const isCertain = known.every(option => option.kind !== 'reference');
  if (known.length && !open.length && !mayBeNothing && isCertain) return preferred;
  const hops = open.map(option => {
    const environment =
      isEnvironment(resolver, option) && option.kind === 'reference'
        ? resolver.knowledge(frame).environmentRead(option)
        : undefined;
    return environment
      ? resolver.hop(
          'environment',
          environment.name ?? resolver.source(frame, option.kind === 'reference' ? option.expression.range : range),
          frame,
          range,
        )
      : resolver.hop(
          isParameter(option) ? 'default' : 'option',
          option.kind === 'unknown' ? option.name : '',
          frame,
          range,
        );
  });
  // Nothing, or an empty text in its place, is no value that anything is done with.
  if (rest.kind === 'nothing' || ((rest.kind === 'unknown' || staticText(rest) === '') && open.length))
    return known.length || open.length ? choiceOf([...known, ...open]) : rest;
  const trail = hops.length ? hops : preferred.trail;
  return choiceOf([...known, ...optionsOf(rest).map(option => via(option, ...trail))]);
}

/** Whether a value is a parameter as a whole, which nobody is seen to pass: what stands behind it is its default. */
const isParameter = (worth: Worth): boolean =>
  worth.kind === 'unknown' && worth.because === PARAMETER && /^\$?\w+$/.test(worth.name);

/** Whether a value is that of an environment variable. */
export function isEnvironment(resolver: Resolver, worth: Worth): boolean {
  return worth.kind === 'reference' && resolver.knowledge(worth.frame).environmentRead(worth) !== undefined;
}

/** A value for which there is a fallback. */
export function preferredWorth(resolver: Resolver, expression: Expression, frame: Frame): Worth {
  const worth = resolver.evaluate(expression, frame);
  return expression.kind === 'element' ? perhapsMissing(resolver, worth, expression.index, frame) : worth;
}
