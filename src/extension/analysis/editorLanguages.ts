import type { SourceLanguage } from '../../core/syntax';

/** VS Code's language ids and the core's languages; notebooks are known by their cells. */
export const editorLanguages: Readonly<Record<string, SourceLanguage>> = {
  astro: 'astro',
  go: 'go',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  python: 'python',
  rust: 'rust',
  svelte: 'svelte',
  typescript: 'typescript',
  typescriptreact: 'typescript',
  vue: 'vue',
};
