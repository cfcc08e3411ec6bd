import { writeFile } from 'node:fs/promises';
import { loadCatalogue, type Catalogue } from '../core';
import { scan } from '../host/scan';
import { scanArguments, UsageError } from './options';
import { scanReport } from './scanReport';
import { plain, styleFor } from './style';
import { renderTable } from './table';

/** What a command may use of the process, so that tests can look on. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
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
  const report = scanReport(result, catalogue);
  const style = output === undefined ? styleFor(terminal.stdout, terminal.environment) : plain;
  const text =
    wanted.format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderTable(report, style, (output === undefined ? terminal.stdout.columns : undefined) ?? WIDTH);
  if (output === undefined) await print(terminal.stdout, text);
  else await write(output, text);
  return 0;
}

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
