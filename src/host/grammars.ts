import { readFile } from 'node:fs/promises';
import type { Grammars } from '../core';

/** The grammars that lie beside the bundle, in `grammars/`. */
export function installedGrammars(bundle: string | URL): Grammars {
  const read = (name: string): Promise<Uint8Array> => readFile(new URL(`grammars/${name}.wasm`, bundle));
  return {
    engine: () => read('web-tree-sitter'),
    grammar: name => read(`tree-sitter-${name}`),
  };
}
