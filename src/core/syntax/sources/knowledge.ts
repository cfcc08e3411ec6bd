import { z } from 'zod';
import type { LanguageId } from '../program';
import table from './notebook.yaml';

const names = z.array(z.string());

const schema = z.strictObject({
  /** What notebooks call each language, in lower case. */
  kernels: z.strictObject({ python: names, typescript: names, javascript: names }),
  cellMagics: z.strictObject({
    /** The cell runs in the notebook. */
    inside: names,
    /** The cell is Python that runs elsewhere. */
    apart: names,
  }),
  /** Line magics that run the statement behind them. */
  statementMagics: names,
  /** Magics with one `%` whose whole cell is in another language. */
  foreignCells: names,
  /** Programs that are run without a mark. */
  commands: names,
});

const { kernels, cellMagics, statementMagics, foreignCells, commands } = schema.parse(table);

const languages: ReadonlyMap<string, LanguageId> = new Map(
  (['python', 'typescript', 'javascript'] as const).flatMap(id => kernels[id].map(name => [name, id] as const)),
);

/** The language of a notebook's kernel by the name that the notebook gives it; undefined for one that is not read. */
export const kernelLanguage = (name: string): LanguageId | undefined => languages.get(name.toLowerCase());

/** What is known of IPython's magics. */
export const magics = {
  inside: new Set(cellMagics.inside),
  apart: new Set(cellMagics.apart),
  statement: new Set(statementMagics),
  foreign: new Set(foreignCells),
  commands: new Set(commands),
} as const satisfies Readonly<Record<string, ReadonlySet<string>>>;
