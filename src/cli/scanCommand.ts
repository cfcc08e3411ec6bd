import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CONFIGURATION_FILE, loadCatalogue, Positions, type Catalogue } from '../core';
import { scan, type ScanResult } from '../host/scan';
import { scanArguments, UsageError } from './options';
import { scanReport, type ScanReport } from './scanReport';
import { plain, printable, styleFor } from './style';
import { renderTable } from './table';

/** What a command may use of the process, so that tests can look on. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The one that paths are relative to. */
  readonly folder: string;
  /** Address of the running bundle. */
  readonly bundle: string | URL;
}

export const scanHelp = `Usage: meterline scan PATH… [options]

Lists the LLM call sites below each path with what one call costs.

  --format table|json   how to print it (table)
  -o, --output FILE     write it to a file instead of the terminal
  --compare MODEL,…     tell what each call would cost with other models
  --assume NAME=N,…     what code can't show: output, slot, history, tool, image (tokens: 300, 2k),
                        cached (0.8, 80%), calls (a month: 1M, 50k/day)
  --no-progress         no progress on the terminal
  -h, --help            this text

What .meterline.yaml says at the path, or above it up to the repository, holds; mistakes in it are told and passed over.
Of a notebook, lines are those of a cell, and cells count from 1 (from 0 in JSON).
What .gitignore names, dependencies and build output are left out; a path that is named itself is read.
Exits with 0 also when there are findings, with 2 when it could not do its work.
`;

/** Columns of a table that goes to a file or a pipe. */
const WIDTH = 120;
/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 100;

/** @returns the exit code; throws UsageError and what `scan` throws */
export async function scanCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const wanted = scanArguments(argv);
  if (wanted === 'help') {
    terminal.stdout.write(scanHelp);
    return 0;
  }
  const { settings, output } = wanted;
  const now = new Date();
  const catalogue = loadCatalogue();
  checkNames(settings.estimates.compareWith, catalogue, now);
  const progress = progressOn(terminal, wanted.showProgress);
  const result = await scan(wanted.paths, {
    settings,
    now,
    bundle: terminal.bundle,
    onProgress: progress.show,
  }).finally(progress.clear);
  terminal.stderr.write(configurationProblems(result, terminal.folder));
  const report = scanReport(result, catalogue);
  const style = output === undefined ? styleFor(terminal.stdout, terminal.environment) : plain;
  const text =
    wanted.format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderTable(
          withoutConfigurations(report),
          style,
          (output === undefined ? terminal.stdout.columns : undefined) ?? WIDTH,
        );
  if (output === undefined) await print(terminal.stdout, text);
  else await write(output, text);
  return 0;
}

/** One line for each, in the form that editors and terminals make links of. */
function configurationProblems({ configurations }: ScanResult, folder: string): string {
  const lines = configurations.flatMap(({ file, problems, lineStarts }) =>
    problems.map(({ range, message }) => {
      const { line, column } = new Positions(lineStarts).of(range.start);
      return `${printable(`${path.relative(folder, file)}:${String(line)}:${String(column)} ${message}`)}\n`;
    }),
  );
  return lines.join('');
}

/** What is wrong with them has been told. */
const withoutConfigurations = (report: ScanReport): ScanReport => ({
  ...report,
  skipped: report.skipped.filter(({ file }) => path.posix.basename(file) !== CONFIGURATION_FILE),
});

/** A misspelt model would be missing from every comparison. */
function checkNames(models: readonly string[], catalogue: Catalogue, now: Date): void {
  for (const model of models) {
    const match = catalogue.find(model, undefined, now);
    if (match.kind !== 'unknown') continue;
    const near = match.nearest.length ? ` Did you mean ${match.nearest.join(' or ')}?` : '';
    throw new UsageError(`--compare ${model}: ${match.because}.${near}`);
  }
}

/** Waits until a pipe has taken all of it, which the end of the process would cut off. */
const print = (stream: NodeJS.WritableStream, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(text, error => {
      if (error) reject(error);
      else resolve();
    });
  });

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error: unknown) {
    throw new UsageError(`--output ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function progressOn(
  { stderr }: Terminal,
  isWanted: boolean,
): { readonly show: (done: number, total: number) => void; readonly clear: () => void } {
  if (!isWanted || stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let last = 0;
  return {
    show(done, total) {
      const now = performance.now();
      if (now - last < PROGRESS_MS && done < total) return;
      last = now;
      stderr.write(`\r\u001b[K${done} of ${total} files`);
    },
    clear() {
      stderr.write('\r\u001b[K');
    },
  };
}
