/** Functions, methods by their type, and types, constants and variables that stand alone. */
const SINGLE = /^(?:func\s+(?:\(\s*(?:\w+\s+)?\*?\s*(\w+)[^)]*\)|(\w+))|(?:type|var|const)\s+(\w+(?:\s*,\s*\w+)*))/gm;
/** What stands in a group: `const ( … )`. */
const GROUP = /^(?:type|var|const)\s*\(([\s\S]*?)^\)/gm;
const IN_GROUP = /^\s*(\w+(?:\s*,\s*\w+)*)/gm;
/** Objects that are made of a type of the package, whose fields are known by that. */
const LITERAL = /(?:&|=\s*|\breturn\s+)(\w+)\{/g;

/** The names that a file declares for its package, or of whose types it says something. */
export function declaredNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (list: string | undefined): void => {
    for (const name of list?.split(',') ?? []) names.add(name.trim());
  };
  for (const [, receiver, own, listed] of text.matchAll(SINGLE)) add(receiver ?? own ?? listed);
  for (const [, body] of text.matchAll(GROUP)) for (const [, listed] of (body ?? '').matchAll(IN_GROUP)) add(listed);
  for (const [, type] of text.matchAll(LITERAL)) add(type);
  return names;
}
