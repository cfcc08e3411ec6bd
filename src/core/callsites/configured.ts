import {
  choiceOf,
  hasSettings,
  settingWorth,
  staticText,
  type Frame,
  type NamedCall,
  type Resolver,
  type Worth,
} from '../resolve';
import type { ClientSettings, SignatureTable } from '../signatures';

/** What the application's settings say of an object that its container hands out. */
export interface Configured {
  readonly provider: string;
  readonly model: Worth | undefined;
  readonly baseUrl: Worth | undefined;
  readonly outputCap: Worth | undefined;
}

/** Stands in a setting's name for that of one of several objects of a kind. */
const NAME = '{}';

/** Whether nothing of the code has made an object: a container hands it out, or what the calls began with. */
export const isHandedOut = ([first]: readonly NamedCall[]): boolean => !first?.step.call && !first?.step.isObtained;

/**
 * What the settings say of an object; undefined where they say nothing, as they do of what they only can be meant for.
 * @param provider whose object it is, where that is known
 * @param name the one of several that is meant
 */
export function configured(
  resolver: Resolver,
  table: SignatureTable,
  group: string | undefined,
  provider: string | undefined,
  name: string | undefined,
  frame: Frame,
): Configured | undefined {
  const entries = group === undefined ? [] : (table.settings[group] ?? []);
  const meant = entries.filter(entry => !isKnown(provider) || entry.provider === provider);
  const inNames = (names: readonly string[]): Worth | undefined =>
    names.flatMap(each => settingWorth(resolver, named(each, name), frame, frame.program.module.range) ?? []).at(0);
  const chosen = chosenOf(meant, each => staticText(inNames([each])));
  const found = chosen.flatMap(entry => {
    const model = inNames(entry.model);
    return model ? [{ entry, model }] : [];
  });
  const [first, ...rest] = found.length ? found.map(({ entry }) => entry) : chosen.length === 1 ? chosen : [];
  if (!first) return undefined;
  return {
    provider: rest.some(each => each.provider !== first.provider) ? 'unknown' : first.provider,
    model: found.length ? choiceOf(found.map(({ model }) => model)) : undefined,
    baseUrl: rest.length ? undefined : inNames(first.baseUrl),
    outputCap: rest.length ? undefined : inNames(first.outputCap),
  };
}

/**
 * The output cap of an object of which the code only has the type: nothing where there are settings and none of them
 * says one, undefined where there are none.
 */
export function configuredCap(
  resolver: Resolver,
  table: SignatureTable,
  group: string,
  provider: string | undefined,
  name: string | undefined,
  frame: Frame,
): Worth | undefined {
  if (!hasSettings(resolver, frame)) return undefined;
  const caps = (table.settings[group] ?? [])
    .filter(entry => !isKnown(provider) || entry.provider === provider)
    .flatMap(entry => entry.outputCap)
    .flatMap(each => settingWorth(resolver, named(each, name), frame, frame.program.module.range) ?? []);
  return caps.length ? choiceOf(caps) : { kind: 'nothing', trail: [] };
}

const isKnown = (provider: string | undefined): boolean => provider !== undefined && provider !== 'unknown';

/** Those that a setting chooses, where one does. */
function chosenOf(
  entries: readonly ClientSettings[],
  said: (name: string) => string | undefined,
): readonly ClientSettings[] {
  const chosen = entries.filter(({ chosenBy }) => {
    const value = chosenBy && said(chosenBy.setting);
    return value !== undefined && chosenBy?.is === value;
  });
  return chosen.length ? chosen : entries;
}

/** A setting's name for one of several objects; that of the only one has no such part. */
const named = (setting: string, name: string | undefined): string =>
  name === undefined ? setting.replace(`${NAME}.`, '') : setting.replace(NAME, name);
