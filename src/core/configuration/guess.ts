import { z } from 'zod';
import parameterNames from './parameterNames.yaml';

const names = z.array(z.string()).min(1);
const table = z
  .strictObject({ system: names, prompt: names, model: names, outputCap: names, tools: names, schema: names })
  .parse(parameterNames);

type Part = keyof typeof table;

/** The order in which an entry says things. */
const PARTS: readonly Part[] = ['system', 'prompt', 'model', 'outputCap', 'tools', 'schema'];

/** A signature in its short form, ready to be written. */
export type SignatureEntry = { readonly function: string; readonly in?: string; readonly from?: string } & Partial<
  Readonly<Record<Part, string | readonly string[]>>
>;

/**
 * Which places of a function hold what, by their names.
 * @param places parameters, and keys of parameters, as `options.model`
 */
export function guessPlaces(places: readonly string[]): Partial<Record<Part, string | readonly string[]>> {
  const guessed: Partial<Record<Part, string | readonly string[]>> = {};
  for (const part of PARTS) {
    const found = places.filter(place => table[part].includes(plain(place)));
    const [first, ...rest] = found.sort((a, b) => table[part].indexOf(plain(a)) - table[part].indexOf(plain(b)));
    if (first === undefined) continue;
    guessed[part] = part === 'prompt' && rest.length ? places.filter(place => found.includes(place)) : first;
  }
  return guessed;
}

const plain = (place: string): string => place.replace(/^.*\./, '').replace(/[_$]/g, '').toLowerCase();
