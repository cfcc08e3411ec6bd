/** Alternatives that one pattern with braces may stand for. */
const MAX_ALTERNATIVES = 100;

/**
 * VS Code's patterns of what is left out (`files.exclude`), which begin in the workspace's folder, in the form that
 * git has. Those that hold under a condition only are left out, and so are paths of the whole machine.
 */
export function gitPatterns(excludes: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(excludes)
    .filter(([pattern, isSet]) => isSet === true && pattern !== '' && !/^(?:[/\\]|[a-z]:)/i.test(pattern))
    .flatMap(([pattern]) => alternatives(pattern).slice(0, MAX_ALTERNATIVES))
    .map(pattern => `/${pattern.replace(/^\.\//, '')}`);
}

/** `*.{js,map}` → `*.js`, `*.map`. */
function alternatives(pattern: string): string[] {
  const [, before = '', inner = '', after = ''] = /^([^{]*)\{([^{}]*)\}(.*)$/.exec(pattern) ?? [];
  if (inner === '' && after === '' && before === '') return [pattern];
  const rest = alternatives(after);
  return inner
    .split(',')
    .flatMap(each => rest.map(end => before + each + end))
    .slice(0, MAX_ALTERNATIVES);
}
