import type { SourceLanguage } from '../../core/syntax';

/** VS Code's language ids and the core's languages; notebooks are known by their cells. */
export const editorLanguages: Readonly<Record<string, SourceLanguage>> = {
  astro: 'astro',
  csharp: 'csharp',
  go: 'go',
  java: 'java',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  kotlin: 'kotlin',
  php: 'php',
  python: 'python',
  ruby: 'ruby',
  rust: 'rust',
  svelte: 'svelte',
  typescript: 'typescript',
  typescriptreact: 'typescript',
  vue: 'vue',
};
