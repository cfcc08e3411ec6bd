import { writeFile } from 'node:fs/promises';
import { loadCatalogue } from '../core';
import { scan } from '../host/scan';
import { scanArguments } from './options';
import { scanReport } from './scanReport';
import { styleFor } from './style';
import { renderTable } from './table';

/** What a command may use of the process, so that tests can look on. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly stderr: NodeJS.WritableStream & { isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Address of the running bundle. */
  readonly bundle: string | URL;
}

export const scanHelp = `Usage: meterline scan PATH… [options]

Lists the LLM call sites below each path with what one call costs.

  --format table|json   how to print it (table)
  -o, --output FILE     write it to a file instead of the terminal
  --assume NAME=N,…     what code can't show: output, slot, history, tool, image (tokens),
                        cached (0 to 1), calls (a month)
  --no-progress         no progress on the terminal

Exits with 0 also when there are findings, with 2 when it could not do its work.
`;

const WIDTH = 120; // of a table that goes to a file or a pipe
const PROGRESS_MS = 100;

export async function scanCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const wanted = scanArguments(argv);
  if (wanted === 'help') {
    terminal.stdout.write(scanHelp);
    return 0;
  }
  const progress = progressOn(terminal, wanted.showProgress);
  const result = await scan(wanted.paths, {
    settings: wanted.settings,
    now: new Date(),
    bundle: terminal.bundle,
    onProgress: progress.show,
  });
  progress.clear();
  const { asOf, source } = loadCatalogue();
  const report = scanReport(result, { asOf, source });
  const text =
    wanted.format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderTable(
          report,
          wanted.output === undefined ? styleFor(terminal.stdout, terminal.environment) : styleFor({}, {}),
          terminal.stdout.columns ?? WIDTH,
        );
  if (wanted.output === undefined) await written(terminal.stdout, text);
  else await writeFile(wanted.output, text);
  return 0;
}

/** Waits until a pipe has taken all of it, which the end of the process would cut off. */
const written = (stream: NodeJS.WritableStream, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(text, error => {
      if (error) reject(error);
      else resolve();
    });
  });

function progressOn(
  { stderr }: Terminal,
  isWanted: boolean,
): { show: (done: number, total: number) => void; clear: () => void } {
  if (!isWanted || stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let last = 0;
  return {
    show(done, total) {
      const now = performance.now();
      if (now - last < PROGRESS_MS && done < total) return;
      last = now;
      stderr.write(`\r\u001b[KReading ${String(done)} of ${String(total)} files`);
    },
    clear: () => stderr.write('\r\u001b[K'),
  };
}
