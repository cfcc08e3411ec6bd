import { staticKey } from '../builder';
import type { Argument, CallExpression, Expression, TextExpression } from '../program';
import type { Range } from '../../text';

/** Annotations that put a setting into a field or parameter: where its name and its default stand. */
const SETTINGS: Readonly<Record<string, { readonly name: string; readonly fallback?: string }>> = {
  // `@Value("${llm.model:gpt-4o}")`: both in one text.
  Value: { name: 'value' },
  ConfigProperty: { name: 'name', fallback: 'defaultValue' },
  Property: { name: 'name', fallback: 'defaultValue' },
};

/** Annotations that put a double into a field of a test. */
const DOUBLES: ReadonlySet<string> = new Set([
  'InjectMock',
  'Mock',
  'MockBean',
  'MockK',
  'MockitoBean',
  'MockitoSpyBean',
  'RelaxedMockK',
  'Spy',
  'SpyBean',
  'SpyK',
]);

/** What an annotation puts into a field: a setting, or the double of something in a test. */
export function injectedValue(annotations: readonly Expression[]): Expression | undefined {
  const double = annotations.find(annotation => {
    const name = annotation.kind === 'call' ? annotation.callee : annotation;
    return name.kind === 'name' && DOUBLES.has(name.name);
  });
  return double ?? settingOf(annotations);
}

/**
 * The setting that an annotation reads, as a call with its name and, where there is one, its default:
 * `Value("llm.model", "gpt-4o")`.
 */
export function settingOf(annotations: readonly Expression[]): CallExpression | undefined {
  for (const annotation of annotations) {
    if (annotation.kind !== 'call' || annotation.callee.kind !== 'name') continue;
    const { name } = annotation.callee;
    const places = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (!places) continue;
    const key = argumentOf(annotation, places.name);
    const text = key && staticKey(key);
    if (!key || text === undefined) continue;
    const whole = { start: key.range.start + 1, end: key.range.end - 1 };
    const fallback = places.fallback === undefined ? undefined : argumentOf(annotation, places.fallback);
    if (places.fallback !== undefined)
      return setting(annotation, textOf(text, whole), fallback ? [positional(fallback)] : []);
    const [, property = '', otherwise] = /^\$\{([^:}]+)(?::([^}]*))?\}$/.exec(text) ?? [];
    // `@Value("classpath:/prompts/system.st")`: a file, rather than a setting.
    if (!property && /^\w+:/.test(text)) return setting(annotation, key, []);
    if (!property) continue;
    const at = annotation.range.start;
    const start = whole.start + Math.max(0, text.indexOf(property));
    const after = start + property.length + 1;
    return setting(
      annotation,
      textOf(property, { start: Math.max(at, start), end: after - 1 }),
      otherwise === undefined ? [] : [positional(textOf(otherwise, { start: after, end: after + otherwise.length }))],
    );
  }
  return undefined;
}

function argumentOf({ arguments: given }: CallExpression, name: string): Expression | undefined {
  return given.find(each => (each.kind === 'named' ? each.name === name : name === 'value'))?.value;
}

const textOf = (text: string, range: Range): TextExpression => ({
  kind: 'text',
  parts: [{ kind: 'piece', text, range }],
  content: range,
  range,
});

const positional = (value: Expression): Argument => ({ kind: 'positional', value, range: value.range });

const setting = (annotation: CallExpression, name: Expression, rest: readonly Argument[]): CallExpression => ({
  ...annotation,
  arguments: [positional(name), ...rest],
});
