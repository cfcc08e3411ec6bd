import { readCells, readNotebook } from './notebook';
import { readMarkup } from './scriptBlocks';
import { isPromptFileLanguage } from './promptFiles';
import type { Reading, SourceInput } from './types';

/** Which text of a file is to be analysed. */
export function readSource({ file, language, text, stretches }: SourceInput): Reading {
  switch (language) {
    case 'notebook':
      return readNotebook(file, text);
    case 'astro':
    case 'svelte':
    case 'vue':
      return { kind: 'source', source: readMarkup(file, language, text) };
    default:
      if (isPromptFileLanguage(language)) return { kind: 'promptFile', source: { file, language, text } };
      return {
        kind: 'source',
        source: stretches ? readCells(file, language, text, stretches) : { file, language, text },
      };
  }
}
