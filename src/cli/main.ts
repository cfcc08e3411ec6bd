#!/usr/bin/env node
import { nearest } from '../core';
import { NoSuchPath } from '../host/scan';
import { UsageError } from './options';
import { scanCommand, scanHelp, type Terminal } from './scanCommand';
import { version } from '../../package.json';

const help = `Meterline shows what LLM calls in source code cost.

Usage: meterline COMMAND

  scan PATH…   list the call sites below a path with their costs

meterline COMMAND --help tells more of each. --version prints the version.
`;

const commands: Readonly<Record<string, (argv: readonly string[], terminal: Terminal) => Promise<number>>> = {
  scan: scanCommand,
};

const terminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  folder: process.cwd(),
  bundle: import.meta.url,
};

async function main([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(rest[0] === 'scan' ? scanHelp : help);
    return 0;
  }
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(rest, terminal);
  const near = nearest(name, Object.keys(commands));
  throw new UsageError(`There is no command ${name}.${near === undefined ? '' : ` Did you mean ${near}?`}`);
}

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isExpected = error instanceof UsageError || error instanceof NoSuchPath;
    const message =
      error instanceof NoSuchPath
        ? `There is no file or folder ${error.message}.`
        : error instanceof Error
          ? isExpected
            ? error.message
            : (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`meterline: ${message}\n`);
    process.exitCode = 2;
  },
);
