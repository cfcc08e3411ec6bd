import type { Hop } from '../callsites';
import type { CallExpression, Program } from '../syntax';
import { callsOf, stepsOf, type NamedCall } from './pattern';
import type { Resolver } from './resolver';
import { withTags, type TagMarks } from './templateTags';
import {
  staticText,
  type FileName,
  type Frame,
  type ReferenceWorth,
  type Step,
  type TextWorth,
  type Worth,
} from './worth';

/** Characters of a file that can be a prompt; a longer one is data. */
const MAX_LENGTH = 200_000;
/** Files that are templates by their names, by the marks that stand in them. */
const TEMPLATES: readonly (readonly [RegExp, TagMarks])[] = [
  [/\.(?:blade\.php|j2|jinja2?|hbs|handlebars|mustache|njk|nunjucks|liquid|tmpl|tpl|twig)$/i, 'braces'],
  [/\.(?:ejs|erb)$/i, 'percent'],
];

/**
 * The text of a file that a call reads, or that a template engine makes of it: `open('prompt.txt').read()`,
 * `environment.get_template('prompt.j2').render(…)`. Undefined for any other call, and for a file that can't be read.
 */
export function fileText(resolver: Resolver, made: ReferenceWorth, frame: Frame): Worth | undefined {
  const knowledge = resolver.knowledge(frame);
  const rendered = knowledge.renders(made);
  if (rendered) {
    const text = argumentOf(resolver, callsOf(stepsOf(made).path)[rendered.call]);
    return text?.kind === 'text' ? asTemplate(resolver, text, frame, rendered.marks) : undefined;
  }
  const read = knowledge.fileRead(made);
  if (!read) return undefined;
  const calls = callsOf(stepsOf(made).path);
  const file =
    read.call === 'receiver'
      ? pathIn(resolver, receiverOf(made))
      : pathGiven(resolver, calls[read.call], read.argument, read.prefix);
  if (!file) return undefined;
  const folder = read.folder === undefined ? undefined : folderIn(resolver, calls[read.folder]);
  const names = [...(folder ? [{ ...folder, name: join(folder.name, file.name) }] : []), ...namesOf(file, read.at)];
  for (const name of names) {
    const text = textOf(resolver, name, frame, made.trail);
    const marks =
      text && (TEMPLATES.find(([pattern]) => pattern.test(name.name))?.[1] ?? (read.isTemplate && 'braces'));
    if (text) return marks ? asTemplate(resolver, text, frame, marks) : text;
  }
  return undefined;
}

/** The text of a file that lies among the program's own: `Prompts.class.getResourceAsStream("/system.txt")`. */
export function resourceText(
  resolver: Resolver,
  method: string,
  call: CallExpression,
  frame: Frame,
): TextWorth | undefined {
  const resource = resolver.knowledge(frame).resource(method);
  const [first] = call.arguments;
  const file = resource && first && pathIn(resolver, resolver.evaluate(first.value, frame));
  if (!file) return undefined;
  const name = file.name.startsWith(resource.prefix) ? file.name.slice(resource.prefix.length) : file.name;
  for (const each of namesOf({ ...file, name }, resource.at)) {
    const text = textOf(resolver, each, frame, []);
    if (text) return text;
  }
  return undefined;
}

/** Where a file lies that code names as `at` says: `{}` is the name, `{.}` the name with its dots as folders. */
function namesOf(file: FileName, at: readonly string[]): readonly FileName[] {
  if (!at.length || file.beside !== undefined) return [file];
  const name = file.name.replace(/^\/+/, '');
  return at.map(each => ({
    ...file,
    name: each.replace('{}', () => name).replace('{.}', () => name.replaceAll('.', '/')),
  }));
}

function textOf(resolver: Resolver, file: FileName, frame: Frame, trail: Worth['trail']): TextWorth | undefined {
  const found = resolver.host.textFile(file, frame.program);
  return found && fileWorth(found, file.name, trail);
}

/** The text of a file that code names; undefined for one that is too long to be anything but data. */
export function fileWorth(
  found: Pick<Program, 'file' | 'text'>,
  name: string,
  trail: readonly Hop[] = [],
): TextWorth | undefined {
  if (found.text.length > MAX_LENGTH) return undefined;
  const at = { file: found.file, range: { start: 0, end: found.text.length } };
  return {
    kind: 'text',
    parts: [{ kind: 'text', text: found.text, place: at }],
    at,
    trail: [...trail, { kind: 'import', name, place: at }],
  };
}

const asTemplate = (resolver: Resolver, text: TextWorth, frame: Frame, marks: TagMarks): TextWorth => ({
  ...text,
  parts: text.parts.flatMap(part =>
    part.kind === 'text' ? withTags(part, name => resolver.knowledge(frame).changeOfName(name), marks) : [part],
  ),
});

/** The text of the file that a value names. */
export function fileGiven(resolver: Resolver, given: Worth, made: ReferenceWorth, frame: Frame): TextWorth | undefined {
  const file = pathIn(resolver, given);
  return file && textOf(resolver, file, frame, made.trail);
}

/** What a method is called on. */
const receiverOf = (made: ReferenceWorth): ReferenceWorth => ({ ...made, steps: made.steps.slice(0, -2) });

function argumentOf(resolver: Resolver, call: NamedCall | undefined, index = 0): Worth | undefined {
  const argument = call?.step.call?.arguments[index];
  return argument && call && resolver.evaluate(argument.value, call.step.frame);
}

/** The path that a call is given; undefined where it does not begin as it must. */
function pathGiven(resolver: Resolver, call: NamedCall | undefined, index = 0, prefix = ''): FileName | undefined {
  const given = argumentOf(resolver, call, index);
  const path = given && pathIn(resolver, given);
  return path?.name.startsWith(prefix) ? { ...path, name: path.name.slice(prefix.length) } : undefined;
}

/** The folder that a loader among a call's arguments is made with: `FileSystemLoader('prompts')`. */
function folderIn(resolver: Resolver, call: NamedCall | undefined): FileName | undefined {
  for (const argument of call?.step.call?.arguments ?? []) {
    const worth = call && resolver.evaluate(argument.value, call.step.frame);
    const path = worth?.kind === 'reference' ? pathGiven(resolver, callsOf(stepsOf(worth).path).at(-1)) : undefined;
    if (path) return path;
  }
  return undefined;
}

/** The path that a value stands for: a text, or what the language's library makes of one. */
export function pathIn(resolver: Resolver, worth: Worth): FileName | undefined {
  const text = staticText(worth);
  if (text !== undefined) return text === '' ? undefined : { name: text.replaceAll('\\', '/'), beside: undefined };
  if (worth.kind === 'text') return pathOfText(worth);
  return worth.kind === 'reference' ? pathOfReference(resolver, worth) : undefined;
}

/** `__DIR__ . '/prompts/system.txt'` */
function pathOfText({ parts: [first, ...rest] }: TextWorth): FileName | undefined {
  if (first?.kind !== 'slot' || !first.path || rest.some(({ kind }) => kind !== 'text')) return undefined;
  const name = rest.map(part => (part.kind === 'text' ? part.text : '')).join('');
  return joined([first.path, { name: name.replace(/^[\\/]+/, '').replaceAll('\\', '/'), beside: undefined }]);
}

function pathOfReference(resolver: Resolver, reference: ReferenceWorth): FileName | undefined {
  const knowledge = resolver.knowledge(reference.frame);
  let path: FileName | undefined;
  for (let index = 0; index < reference.steps.length; index += 1) {
    const step = reference.steps[index];
    if (!step) break;
    if (!path) {
      path = beginning(resolver, { ...reference, steps: reference.steps.slice(0, index + 1) });
      continue;
    }
    if (step.kind === 'call') return undefined;
    const next = reference.steps[index + 1];
    const change = knowledge.pathStep(step.name);
    if (!change || (change === 'join') !== (next?.kind === 'call' && change === 'join')) return undefined;
    path = changed(resolver, path, change, next);
    if (next?.kind === 'call') index += 1;
  }
  return path;
}

function changed(
  resolver: Resolver,
  path: FileName | undefined,
  change: 'join' | 'same' | 'parent',
  next: Step | undefined,
): FileName | undefined {
  if (!path || change === 'same') return path;
  if (change === 'parent') return { ...path, name: parentOf(path.name) };
  const names = next?.kind === 'call' ? namesGiven(resolver, { name: '', step: next }) : undefined;
  return names && joined([path, ...names]);
}

/** What a reference stands for with which paths begin: `__file__`, `Path('x')`, `os.path.join(a, b)`. */
function beginning(resolver: Resolver, reference: ReferenceWorth): FileName | undefined {
  const knowledge = resolver.knowledge(reference.frame);
  const [first] = reference.steps;
  const file = first?.kind === 'member' ? first.at.file : reference.frame.program.file;
  const start = knowledge.pathStart(reference);
  switch (start?.is) {
    case 'file':
      return { name: file.replace(/^.*[\\/]/, ''), beside: file };
    case 'folder':
      return { name: '.', beside: file };
    case 'here': {
      // `base_path()`, `base_path('prompts')`
      const names = namesGiven(resolver, callsOf(stepsOf(reference).path).at(-1)) ?? [];
      return joined([{ name: start.folder, beside: undefined }, ...names]);
    }
    case 'join': {
      const names = namesGiven(resolver, callsOf(stepsOf(reference).path).at(-1));
      return names && joined(names);
    }
    case 'parent': {
      const [name] = namesGiven(resolver, callsOf(stepsOf(reference).path).at(-1)) ?? [];
      return name && { ...name, name: parentOf(name.name) };
    }
    case 'under': {
      // `File.expand_path('prompt.txt', __dir__)`: the name, below what follows it.
      const [name, folder] = namesGiven(resolver, callsOf(stepsOf(reference).path).at(-1)) ?? [];
      return name && (folder ? joined([folder, name]) : name);
    }
    case 'url': {
      // `new URL('./prompt.txt', import.meta.url)`: the name, beside what follows it.
      const names = namesGiven(resolver, callsOf(stepsOf(reference).path).at(-1));
      const [name, base] = names ?? [];
      return name && base && joined([{ ...base, name: parentOf(base.name) }, name]);
    }
    default:
      return undefined;
  }
}

/** The paths that a call is given; undefined where one is not known. */
function namesGiven(resolver: Resolver, call: NamedCall | undefined): FileName[] | undefined {
  const given = (call?.step.call?.arguments ?? []).flatMap(({ kind, value }) => (kind === 'positional' ? [value] : []));
  const names = given.map(value => call && pathIn(resolver, resolver.evaluate(value, call.step.frame)));
  return names.every(name => name !== undefined) && names.length ? names : undefined;
}

const joined = ([first, ...rest]: readonly FileName[]): FileName | undefined =>
  first && rest.reduce((path, { name }) => ({ ...path, name: join(path.name, name) }), first);

const join = (folder: string, name: string): string =>
  name.startsWith('/') ? name : folder === '.' ? name : `${folder.replace(/\/$/, '')}/${name.replace(/^\.\//, '')}`;

function parentOf(name: string): string {
  const parts = name.split('/');
  if (name === '.' || parts.every(part => part === '..')) return name === '.' ? '..' : `../${name}`;
  return parts.slice(0, -1).join('/') || '.';
}
