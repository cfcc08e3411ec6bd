import path from 'node:path';
import {
  entryEdit,
  guessPlaces,
  isWithin,
  type Analyser,
  type SignatureEntry,
  type SourceInput,
  type TextEdit,
} from '../core';
import { folderNames } from './configurations';

/** The configuration that a signature is to be written to. */
export interface ConfigurationHome {
  readonly folder: string;
  /** Empty where there is none yet. */
  readonly text: string;
}

/** A signature for a function, as an edit of a configuration; or why there is none, for people. */
export type Proposal =
  | {
      readonly kind: 'proposed';
      readonly edits: readonly TextEdit[];
      /** Where the entry begins in the text that the edits make. */
      readonly at: number;
      /** What is left to be done, for people. */
      readonly hint?: string;
    }
  | { readonly kind: 'none'; readonly because: string };

/**
 * Proposes a signature for the function whose name stands at an offset.
 * @param home undefined where it is only asked whether there is one
 */
export async function proposeSignature(
  analyser: Analyser,
  input: SourceInput,
  offset: number,
  home: ConfigurationHome | undefined,
): Promise<Proposal> {
  const found = await analyser.functionAt(input, offset);
  if (found.kind === 'none' || !home) return found.kind === 'none' ? found : { kind: 'proposed', edits: [], at: 0 };
  const { name, file, module, places } = found;
  const folder = file === undefined ? undefined : folderNames(home.folder).find(each => isWithin(file, each));
  if (file !== undefined && folder === undefined)
    return { kind: 'none', because: `\`${name}\` is defined in another folder, ${file}` };
  const guessed = guessPlaces(places);
  const entry: SignatureEntry = {
    function: name,
    ...(file !== undefined && folder !== undefined ? { in: nameIn(folder, file) } : {}),
    ...(module === undefined ? {} : { from: module }),
    ...guessed,
  };
  const edit = entryEdit(home.text, entry);
  if (edit.kind === 'none') return { kind: 'none', because: `.meterline.yaml is left as it is: ${edit.because}` };
  const missing = (['prompt', 'model'] as const).filter(part => guessed[part] === undefined);
  const hint = `no parameter of \`${name}\` has a name that tells its ${missing.join(' or its ')}; say in the entry where that stands`;
  return { ...edit, kind: 'proposed', ...(missing.length ? { hint } : {}) };
}

/** Relative to the folder, with `/` between names. */
function nameIn(folder: string, file: string): string {
  if (!file.startsWith('file:')) return path.relative(folder, file).split(path.sep).join('/');
  return decodeURIComponent(path.posix.relative(new URL(`${folder}/`).pathname, new URL(file).pathname));
}
