import type { SourceLanguage } from '../../core/syntax';

/** VS Code's language ids and the core's languages; notebooks are known by their cells. */
export const editorLanguages: Readonly<Record<string, SourceLanguage>> = {
  astro: 'astro',
  csharp: 'csharp',
  dotprompt: 'dotprompt',
  go: 'go',
  http: 'http',
  java: 'java',
  javascript: 'javascript',
  kotlin: 'kotlin',
  javascriptreact: 'javascript',
  php: 'php',
  prompt: 'promptfile',
  prompty: 'prompty',
  python: 'python',
  ruby: 'ruby',
  rust: 'rust',
  shellscript: 'shell',
  svelte: 'svelte',
  typescript: 'typescript',
  typescriptreact: 'typescript',
  vue: 'vue',
  yaml: 'yaml',
};

/**
 * Words without which files of languages that are mostly written for other ends are not looked at, so that opening one
 * starts nothing.
 */
export const tellingWords: Partial<Readonly<Record<SourceLanguage, RegExp>>> = {
  shell: /\bcurl\b/,
  yaml: /^["']?model["']?\s*:|\bmodel_list\b|^\s*["']?(?:providers|targets)["']?\s*:/m,
};
