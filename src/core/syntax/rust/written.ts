import { derives, type Attributes } from './nodes';

const RENAMED = /\brename\s*(?:=|\(\s*serialize\s*=)\s*"([^"\\]+)"/;
const ALL_RENAMED = /\brename_all\s*(?:=|\(\s*serialize\s*=)\s*"([^"\\]+)"/;

const words = (name: string): string[] =>
  /^[A-Z]/.test(name) ? name.split(/(?=[A-Z])/) : name.split('_').filter(word => word !== '');

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** The styles of names that `rename_all` and `serialize_all` can ask for. */
const STYLES: Readonly<Record<string, (words: readonly string[]) => string>> = {
  lowercase: all => all.join('').toLowerCase(),
  UPPERCASE: all => all.join('').toUpperCase(),
  PascalCase: all => all.map(capitalised).join(''),
  camelCase: all => all.map((word, index) => (index ? capitalised(word) : word.toLowerCase())).join(''),
  snake_case: all => all.join('_').toLowerCase(),
  SCREAMING_SNAKE_CASE: all => all.join('_').toUpperCase(),
  'kebab-case': all => all.join('-').toLowerCase(),
  'SCREAMING-KEBAB-CASE': all => all.join('-').toUpperCase(),
};

/** A name in a style; undefined where libraries divide the name in different ways. */
export function styled(name: string, style: string): string | undefined {
  const made = /[A-Z]{2}/.test(name) ? undefined : Object.hasOwn(STYLES, style) ? STYLES[style] : undefined;
  return made?.(words(name));
}

const given = (attributes: Attributes, pattern: RegExp): string | undefined =>
  attributes
    .filter(({ text }) => /^\s*serde\b/.test(text))
    .map(({ text }) => pattern.exec(text)?.[1])
    .find(name => name !== undefined);

/**
 * The name under which serde writes a field or a variant; undefined where that is the name itself, or nobody knows.
 * @param own the attributes of the field or variant
 * @param all those of its type
 */
export function writtenName(name: string, own: Attributes, all: Attributes): string | undefined {
  const renamed = given(own, RENAMED);
  if (renamed !== undefined) return renamed;
  if (!derives(all).includes('Serialize') || given(all, /\b(into)\s*=/) !== undefined) return undefined;
  const style = given(all, ALL_RENAMED);
  return style === undefined ? undefined : styled(name, style);
}
