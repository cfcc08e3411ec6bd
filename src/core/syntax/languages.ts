import type { LanguageId } from './program';
import { csharp } from './csharp';
import { javascript, typescript } from './ecmascript';
import { go } from './go';
import { java } from './java';
import { kotlin } from './kotlin';
import { php } from './php';
import { python } from './python';
import { ruby } from './ruby';
import { rust } from './rust';
import type { LanguageAdapter } from './language';
import { isPromptFileLanguage, promptFileLanguage } from './sources/promptFiles';
import type { SourceLanguage } from './sources';

/** Every language that Meterline reads. */
export const languages: Readonly<Record<LanguageId, LanguageAdapter>> = {
  csharp,
  go,
  java,
  javascript,
  kotlin,
  php,
  python,
  ruby,
  rust,
  typescript,
};

/** False for files whose names no other file can reach. */
export const isImportable = (file: string): boolean => languageOf(file) !== 'notebook';

/** Files of which only parts are code, by their endings. */
const PARTLY_CODE: ReadonlyMap<string, SourceLanguage> = new Map([
  ['astro', 'astro'],
  ['ipynb', 'notebook'],
  ['svelte', 'svelte'],
  ['vue', 'vue'],
]);

/** The adapter for the code of a file, by its name; a component or notebook may turn out to be in another language. */
export function adapterOf(file: string): LanguageAdapter | undefined {
  const language = languageOf(file);
  switch (language) {
    case undefined:
      return undefined;
    case 'notebook':
      return python;
    case 'astro':
    case 'svelte':
    case 'vue':
      return typescript;
    default:
      return isPromptFileLanguage(language) ? undefined : languages[language];
  }
}

/** What a file is written in, by its name; undefined for one that is not read. */
export function languageOf(file: string): SourceLanguage | undefined {
  const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const name = /[^/\\]*$/.exec(file)?.[0] ?? file;
  const whole = Object.values(languages).find(
    ({ extensions, fileNames }) => extensions.includes(extension) || fileNames?.includes(name),
  );
  return whole?.id ?? PARTLY_CODE.get(extension) ?? promptFileLanguage(file);
}
