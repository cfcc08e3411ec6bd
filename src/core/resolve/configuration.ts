import type { Range } from '../text';
import { canonicalName, entriesOf, type Entry } from './configurationFiles';
import type { EnvironmentRead } from './knowledge';
import type { Resolver } from './resolver';
import { choiceOf, staticText, via, type Frame, type Worth } from './worth';

/** Files that hold settings, the first of which that says something of one holds. */
export interface ConfigurationFiles {
  /** Their paths from any folder above the code; of those above each other the nearest is read. */
  readonly files: readonly string[];
  /** The setting that names variants of the files, such as that of active profiles, and what they are called. */
  readonly variants?: { readonly named: string; readonly files: readonly string[] } | undefined;
}

/** Settings whose values name other settings. */
const MAX_DEPTH = 6;
const MAX_PLACEHOLDERS = 20;
/** `${NAME}`, `${NAME:default}`; the innermost first. */
const PLACEHOLDER = /\$\{([^${}:]+)(?::-?([^${}]*))?\}/;

/** What examples hold in place of a value. */
const PLACEHOLDERS = /^<.*>$|^\{.*\}$|^(?:your|my|the|change|replace|enter|insert|todo|xxx)[-_ ]|\.\.\.$|\$\{/i;

interface Setting extends Entry {
  readonly file: string;
}

/**
 * What the configuration files around a program say under a name; undefined where none says anything.
 * @param range what asks for it
 */
export function settingWorth(resolver: Resolver, name: string, frame: Frame, range: Range): Worth | undefined {
  const setting = settingNamed(resolver, name, frame);
  if (!setting) return undefined;
  const place = { file: setting.file, range: setting.range };
  const text = filled(resolver, setting.text, frame, 0);
  if (text === undefined) return resolver.unknown(frame, range, 'set where it runs', name);
  const worth: Worth = { kind: 'text', parts: [{ kind: 'text', text, place }], at: place, trail: [] };
  return via(worth, { kind: 'configuration', name, place });
}

/** Whether the configuration files around a program are there, so that what they do not say is not set. */
export const hasSettings = (resolver: Resolver, frame: Frame): boolean =>
  resolver
    .knowledge(frame)
    .configuration.some(({ files }) =>
      files.some(name => resolver.host.textFile({ name, beside: undefined }, frame.program) !== undefined),
    );

/** The setting that a reference reads, as a member or by a call; undefined where no file says what it is. */
export function settingRead(
  resolver: Resolver,
  { name, sections }: EnvironmentRead,
  given: Worth | undefined,
  frame: Frame,
  range: Range,
): Worth | undefined {
  if (!resolver.knowledge(frame).configuration.length) return undefined;
  const parts = sections.map(({ step: { call, frame: home } }) => {
    const [part] = call?.arguments ?? [];
    return part && staticText(resolver.evaluate(part.value, home));
  });
  const names = [...parts, name ?? staticText(given)];
  return names.every(each => each !== undefined) ? settingWorth(resolver, names.join('.'), frame, range) : undefined;
}

/**
 * A variable of the environment that code reads without a fall-back, as the project's own example of such an
 * environment has it; any other value as it is.
 */
export function exampleWorth(resolver: Resolver, worth: Worth): Worth {
  if (worth.kind === 'choice') {
    const isFixed = worth.options.some(({ kind }) => kind === 'text' || kind === 'number');
    return isFixed ? worth : choiceOf(worth.options.map(option => exampleWorth(resolver, option)));
  }
  if (worth.kind !== 'reference') return worth;
  const { frame, expression } = worth;
  const knowledge = resolver.knowledge(frame);
  const read = knowledge.examples.length ? knowledge.environmentRead(worth) : undefined;
  const last = worth.steps.at(-1);
  const [argument] = last?.kind === 'call' ? (last.call?.arguments ?? []) : [];
  const home = last?.kind === 'call' ? last.frame : frame;
  const name = read && (read.name ?? staticText(argument && resolver.evaluate(argument.value, home)));
  const settings = knowledge.examples.flatMap(each => (name && settingIn(resolver, [each], name, frame)) || []);
  const [setting] = settings.sort((a, b) => folderOf(b.file).length - folderOf(a.file).length);
  // A place for a secret or for what everybody fills in is no value.
  if (name === undefined || !setting || PLACEHOLDERS.test(setting.text)) return worth;
  const place = { file: setting.file, range: setting.range };
  const text: Worth = { kind: 'text', parts: [{ kind: 'text', text: setting.text, place }], at: place, trail: [] };
  const asked = resolver.hop('environment', name, frame, expression.range);
  return via(text, ...worth.trail, asked, { kind: 'configuration', name, place });
}

const folderOf = (file: string): string => file.replace(/[^\\/]*$/, '');

function settingNamed(resolver: Resolver, name: string, frame: Frame): Setting | undefined {
  for (const { files, variants } of resolver.knowledge(frame).configuration) {
    const active = variants && settingIn(resolver, files, variants.named, frame)?.text.split(',')[0]?.trim();
    const ofVariant =
      variants && active && /^[\w-]+$/.test(active)
        ? settingIn(
            resolver,
            variants.files.map(file => file.replace('{}', active)),
            name,
            frame,
          )
        : undefined;
    const found = ofVariant ?? settingIn(resolver, files, name, frame);
    if (found) return found;
  }
  return undefined;
}

function settingIn(
  { host }: Resolver,
  files: readonly string[],
  name: string,
  { program }: Frame,
): Setting | undefined {
  const wanted = canonicalName(name);
  for (const each of files) {
    const file = host.textFile({ name: each, beside: undefined }, program);
    const entry = file && entriesOf(file).get(wanted);
    if (file && entry && entry.text !== '') return { ...entry, file: file.file };
  }
  return undefined;
}

/** A value with those of the settings that it names; undefined where one of them is not known. */
function filled(resolver: Resolver, text: string, frame: Frame, depth: number): string | undefined {
  let value = text;
  for (let count = 0; count < MAX_PLACEHOLDERS; count += 1) {
    const match = PLACEHOLDER.exec(value);
    if (!match) return value;
    const [whole, name = '', otherwise] = match;
    const inner = depth < MAX_DEPTH ? settingNamed(resolver, name, frame) : undefined;
    const held = (inner && filled(resolver, inner.text, frame, depth + 1)) ?? otherwise;
    if (held === undefined) return undefined;
    value = value.slice(0, match.index) + held + value.slice(match.index + whole.length);
  }
  return undefined;
}
