import type { LanguageId } from './program';
import { javascript, typescript } from './ecmascript';
import type { LanguageAdapter } from './language';
import { python } from './python';
import { rust } from './rust';

/** Every language that Meterline reads. */
export const languages: Readonly<Record<LanguageId, LanguageAdapter>> = { javascript, python, rust, typescript };

/** The language of a file by its name; undefined for one that is not read. */
export function languageOf(file: string): LanguageId | undefined {
  const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase();
  return Object.values(languages).find(({ extensions }) => extension !== undefined && extensions.includes(extension))
    ?.id;
}
