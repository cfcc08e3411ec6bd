import { CALL, type PathStep, type Token } from '../resolve';
import type { LanguageFamily } from '../syntax';

/** What stands between the parts of a module's name. */
const SEPARATORS: Readonly<Record<LanguageFamily, RegExp | undefined>> = {
  csharp: /\./,
  go: /\//,
  javascript: /\//,
  jvm: /\./,
  php: /\\/,
  python: /\./,
  ruby: /::|\//,
  rust: /::/,
};

/** Members between a package and a class that are passed over: modules written out in the code. */
const MAX_MODULES = 4;

/** The parts of a module's name; `npm:openai@4/index.mjs` reads as `openai`, `index`. */
export function moduleParts(module: string, family: LanguageFamily): string[] {
  const name = family === 'javascript' ? bareSpecifier(module) : module;
  return name
    .split(SEPARATORS[family] ?? /\./)
    .filter(part => part !== '' && !(family === 'go' && /^v\d+$/.test(part)));
}

/** Without what Deno, CDNs and bundlers put around a package's name. */
function bareSpecifier(module: string): string {
  return module
    .replace(
      /^(?:npm:|jsr:|https:\/\/(?:esm\.sh|cdn\.skypack\.dev|deno\.land\/x|cdn\.jsdelivr\.net\/npm|unpkg\.com)\/)/,
      '',
    )
    .replace(/[?#].*$|\/\+esm$/g, '')
    .replace(/(?<=.)@[\^~v]?\d[^/]*/, '')
    .replace(/\.[cm]?js$/, '');
}

/** The classes at the end of a module's name, as a static import has them: `com.openai.models.ChatModel`. */
export function classesIn(parts: readonly string[], family: LanguageFamily): readonly string[] {
  if (family !== 'jvm') return [];
  const first = parts.findIndex(part => /^[A-Z]/.test(part));
  return first === -1 ? [] : parts.slice(first);
}

/**
 * The steps behind a package; undefined for what is of another one. Sub-modules belong to their package.
 * @param first what comes next in the pattern: a class is found also behind modules that are written out
 */
export function behindPackage(
  parts: readonly string[],
  path: readonly PathStep[],
  packageParts: readonly string[],
  first: Token | undefined,
): readonly PathStep[] | undefined {
  const missing = packageParts.slice(parts.length);
  if (!packageParts.slice(0, parts.length).every((part, index) => part === parts[index])) return undefined;
  if (!missing.every((part, index) => part === path[index]?.token)) return undefined;
  const rest = path.slice(missing.length);
  if (first === undefined || !/^[A-Z]/.test(first)) return rest;
  const start = rest.slice(0, MAX_MODULES + 1).findIndex(({ token }) => token === first || token === CALL);
  return start > 0 && rest[start]?.token === first ? rest.slice(start) : rest;
}
