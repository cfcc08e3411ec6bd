/**
 * Kinds of file that are no program and still say which model is asked what: prompts with front matter, raw HTTP
 * requests, scripts that call `curl`, configurations in YAML (JSON is YAML, too).
 */
export const promptFileLanguages = ['dotprompt', 'http', 'promptfile', 'prompty', 'shell', 'yaml'] as const;

export type PromptFileLanguage = (typeof promptFileLanguages)[number];

/** A file that is no program. All offsets of results are those of its text. */
export interface PromptFile {
  readonly file: string;
  readonly language: PromptFileLanguage;
  readonly text: string;
}

const NAMES: readonly (readonly [RegExp, PromptFileLanguage])[] = [
  // Parts that other prompts include begin with `_`: google.github.io/dotprompt/reference/template, read 2026-11-28
  [/(?:^|[/\\])(?!_)[^/\\]+\.prompt$/i, 'dotprompt'],
  [/\.prompty$/i, 'prompty'],
  [/\.prompt\.md$/i, 'promptfile'],
  [/\.(?:http|rest)$/i, 'http'],
  [/\.(?:sh|bash|zsh)$/i, 'shell'],
  // But for what Meterline itself is told: see the folder configuration/.
  [/(?<!(?:^|[/\\])\.meterline)\.ya?ml$|(?:^|[/\\])promptfooconfig[^/\\]*\.json$/i, 'yaml'],
];

/** What a file that is no program is written in, by its name; undefined for one that is not read. */
export const promptFileLanguage = (file: string): PromptFileLanguage | undefined =>
  NAMES.find(([name]) => name.test(file))?.[1];

export const isPromptFileLanguage = (language: string): language is PromptFileLanguage =>
  promptFileLanguages.some(each => each === language);
