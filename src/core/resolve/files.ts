import { callsOf, stepsOf, type NamedCall } from './pattern';
import type { Resolver } from './resolver';
import { withTags } from './templateTags';
import { staticText, type Frame, type ReferenceWorth, type Step, type TextWorth, type Worth } from './worth';

/** A file as code names it. */
export interface FileName {
  /** With `/` between folders; relative, or absolute. */
  readonly name: string;
  /** The file beside which it lies; undefined for one that is looked for from where the program runs. */
  readonly beside: string | undefined;
}

/** Characters of a file that can be a prompt; a longer one is data. */
const MAX_LENGTH = 200_000;
/** Files that are templates by their names. */
const TEMPLATE = /\.(?:j2|jinja2?|hbs|handlebars|mustache|njk|nunjucks|liquid|tmpl|tpl|twig)$/i;

/**
 * The text of a file that a call reads, or that a template engine makes of it: `open('prompt.txt').read()`,
 * `environment.get_template('prompt.j2').render(…)`. Undefined for any other call, and for a file that can't be read.
 */
export function fileText(resolver: Resolver, made: ReferenceWorth, frame: Frame): Worth | undefined {
  const knowledge = resolver.knowledge(frame);
  const rendered = knowledge.renders(made);
  if (rendered !== undefined) {
    const text = argumentOf(resolver, callsOf(stepsOf(made).path)[rendered]);
    return text?.kind === 'text' ? asTemplate(resolver, text, frame) : undefined;
  }
  const read = knowledge.fileRead(made);
  if (!read) return undefined;
  const calls = callsOf(stepsOf(made).path);
  const file = read.call === 'receiver' ? pathIn(resolver, receiverOf(made)) : pathGiven(resolver, calls[read.call]);
  if (!file) return undefined;
  const folder = read.folder === undefined ? undefined : folderIn(resolver, calls[read.folder]);
  const text =
    (folder && textOf(resolver, { ...folder, name: join(folder.name, file.name) }, made, frame)) ??
    textOf(resolver, file, made, frame);
  return text && (read.isTemplate || TEMPLATE.test(file.name) ? asTemplate(resolver, text, frame) : text);
}

function textOf(resolver: Resolver, file: FileName, made: ReferenceWorth, frame: Frame): TextWorth | undefined {
  const found = resolver.host.textFile(file, frame.program);
  if (!found || found.text.length > MAX_LENGTH) return undefined;
  const at = { file: found.file, range: { start: 0, end: found.text.length } };
  return {
    kind: 'text',
    parts: [{ kind: 'text', text: found.text, place: at }],
    at,
    trail: [...made.trail, { kind: 'import', name: file.name, place: at }],
  };
}

const asTemplate = (resolver: Resolver, text: TextWorth, frame: Frame): TextWorth => ({
  ...text,
  parts: text.parts.flatMap(part =>
    part.kind === 'text' ? withTags(part, name => resolver.knowledge(frame).changeOfName(name)) : [part],
  ),
});

/** What a method is called on. */
const receiverOf = (made: ReferenceWorth): ReferenceWorth => ({ ...made, steps: made.steps.slice(0, -2) });

function argumentOf(resolver: Resolver, call: NamedCall | undefined, index = 0): Worth | undefined {
  const argument = call?.step.call?.arguments[index];
  return argument && call && resolver.evaluate(argument.value, call.step.frame);
}

function pathGiven(resolver: Resolver, call: NamedCall | undefined): FileName | undefined {
  const given = argumentOf(resolver, call);
  return given && pathIn(resolver, given);
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
function pathIn(resolver: Resolver, worth: Worth): FileName | undefined {
  const text = staticText(worth);
  if (text !== undefined) return text === '' ? undefined : { name: text.replaceAll('\\', '/'), beside: undefined };
  return worth.kind === 'reference' ? pathOfReference(resolver, worth) : undefined;
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
  switch (knowledge.pathStart(reference)) {
    case 'file':
      return { name: file.replace(/^.*[\\/]/, ''), beside: file };
    case 'folder':
      return { name: '.', beside: file };
    case 'here':
      return { name: '.', beside: undefined };
    case 'join': {
      const names = namesGiven(resolver, callsOf(stepsOf(reference).path).at(-1));
      return names && joined(names);
    }
    case 'parent': {
      const [name] = namesGiven(resolver, callsOf(stepsOf(reference).path).at(-1)) ?? [];
      return name && { ...name, name: parentOf(name.name) };
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
