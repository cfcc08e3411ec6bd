import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CONFIGURATION_FILE,
  emptyConfiguration,
  lineStarts,
  readConfiguration,
  type Analyser,
  type Configuration,
  type ConfigurationProblem,
  type FolderConfiguration,
} from '../core';
import { readSourceFile } from './sourceFile';

/** A folder's configuration as it is written. */
export interface ConfigurationText {
  /** A path, or an address as the editor names folders. */
  readonly folder: string;
  readonly file: string;
  /** Undefined for one that could not be read. */
  readonly text: string | undefined;
  /** Why it could not. */
  readonly because?: string;
}

/** What is wrong with a configuration. */
export interface ConfigurationReport {
  readonly file: string;
  readonly problems: readonly ConfigurationProblem[];
  /** Offsets at which lines begin, to place the problems. */
  readonly lineStarts: readonly number[];
}

/** Hands configurations to an analyser, and tells what is wrong with them. */
export class Configurations {
  private current = '';
  private reports: readonly ConfigurationReport[] = [];

  constructor(private readonly analyser: Pick<Analyser, 'configure'>) {}

  /** @returns undefined where nothing has changed */
  set(texts: readonly ConfigurationText[]): readonly ConfigurationReport[] | undefined {
    const content = JSON.stringify(texts);
    if (content === this.current || (!texts.length && this.current === '')) return undefined;
    this.current = content;
    const read = texts.map(each => ({ ...each, configuration: configurationOf(each) }));
    this.analyser.configure(
      read.map(({ folder, file, configuration }): FolderConfiguration => ({
        folders: folderNames(folder),
        file,
        configuration,
      })),
    );
    this.reports = read.map(({ file, text = '', configuration }) => ({
      file,
      problems: configuration.problems,
      lineStarts: lineStarts(text),
    }));
    return this.reports;
  }

  get problems(): readonly ConfigurationReport[] {
    return this.reports;
  }
}

function configurationOf({ folder, text, because }: ConfigurationText): Configuration {
  if (text === undefined) {
    const message = `not read: ${because ?? 'not readable'}`;
    return { ...emptyConfiguration, problems: [{ code: 'not-read', message, range: { start: 0, end: 0 } }] };
  }
  const configuration = readConfiguration(text);
  const home = toPath(folder);
  const missing = configuration.files.flatMap(({ path: name, range }): ConfigurationProblem[] =>
    home === undefined || existsSync(path.join(home, name))
      ? []
      : [{ code: 'no-such-file', message: `there is no \`${name}\` in this folder`, range }],
  );
  const problems = [...configuration.problems, ...missing].sort((a, b) => a.range.start - b.range.start);
  return { ...configuration, problems };
}

/** The configuration of a folder, or of the nearest one above it, up to the repository's; none when there is none. */
export function configurationFor(start: string, root: string): ConfigurationText | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const file = path.join(folder, CONFIGURATION_FILE);
    if (existsSync(file)) return { folder, file, ...contentOf(file, root) };
    if (folder === root || folder === path.dirname(folder)) return undefined;
  }
}

function contentOf(file: string, root: string): Pick<ConfigurationText, 'text' | 'because'> {
  const real = realpathSync(file);
  if (!real.startsWith(root.endsWith(path.sep) ? root : root + path.sep))
    return { text: undefined, because: 'a link that leads out of the workspace' };
  const read = readSourceFile(file);
  return read.kind === 'text' ? { text: read.text } : { text: undefined, because: read.reason };
}

/** Links on the way to a folder are resolved in the names of files that imports lead to. */
export function folderNames(folder: string): readonly string[] {
  const full = toPath(folder);
  if (full === undefined) return [folder];
  try {
    const real = realpathSync(full);
    return [...new Set([folder, folder.startsWith('file:') ? pathToFileURL(real).href : real])];
  } catch {
    // A folder that is gone holds no files.
    return [folder];
  }
}

/** Undefined for a folder that is not on disk. */
function toPath(folder: string): string | undefined {
  if (folder.startsWith('file:')) return fileURLToPath(folder);
  return /^[a-z][\w.+-]+:/i.test(folder) ? undefined : folder;
}
