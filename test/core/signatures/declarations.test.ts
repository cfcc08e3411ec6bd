import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import {
  signatureTables,
  signatureTableSchema,
  type CallSignature,
  type SignatureTable,
} from '../../../src/core/signatures';

/** A path of a table as TypeScript: `OpenAI().chat.completions.create()` → what the call takes. */
function requestType(
  table: SignatureTable,
  signature: CallSignature,
  path: string,
  index: number,
): { imports: string; type: string } | undefined {
  const [packageName] = table.packages.javascript ?? [];
  const method = path.replace(/\(\)$/, '');
  if (ELSEWHERE.has(method)) return undefined;
  if (signature.on === undefined)
    return {
      imports: `import { ${method} as f${String(index)} } from '${String(packageName)}';`,
      type: `Parameters<typeof f${String(index)}>[0]`,
    };
  const client = table.clients[signature.on]
    ?.find(({ languages }) => languages?.includes('javascript') ?? true)
    ?.paths[0]?.replace(/\(\)$/, '');
  if (client === undefined || ELSEWHERE.has(client)) return undefined;
  return {
    imports: `import { ${client} as C${String(index)} } from '${String(packageName)}';\ndeclare const c${String(index)}: C${String(index)};`,
    type: `Parameters<typeof c${String(index)}.${method}>[0]`,
  };
}

const HELPERS = `
type Value<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
type Has<T, K> = [T extends unknown ? (K extends keyof T ? 1 : never) : never] extends [never] ? false : true;
type Inner<T, K> = NonNullable<Value<T, K>>;
`;

/** `config.maxOutputTokens` as a type that is `true` when the request has such a key. */
function hasKey(type: string, place: string): string {
  const keys = place.split('.');
  const last = keys.pop() ?? '';
  return `Has<${keys.reduce((inner, key) => `Inner<${inner}, '${key}'>`, type)}, '${last}'>`;
}

const placesOf = (signature: CallSignature): Record<string, readonly string[]> => ({
  model: signature.model,
  ...(signature.outputCap
    ? {
        'output cap': signature.outputCap.read,
        'output cap to write': [
          typeof signature.outputCap.write === 'string'
            ? signature.outputCap.write
            : (signature.outputCap.write?.javascript ?? ''),
        ],
      }
    : {}),
  ...(typeof signature.streaming === 'object' ? { streaming: signature.streaming.read } : {}),
  ...(signature.choices ? { choices: signature.choices } : {}),
  ...Object.fromEntries(signature.prompt.map(({ segment, read }) => [segment, read])),
});

/** A method by its name, not through a chain of other calls. */
const PLAIN_PATH = /^\w+(\.\w+)*(\(\))?$/;

/**
 * Calls that the installed release does not declare in this form: older or newer ones, and those that take an object
 * that was made elsewhere.
 */
const NOT_DECLARED = new Set<string>([
  'ai.agent.generate',
  'ai.agent.stream',
  'ai.agent.uiStream',
  'ai.decide',
  'ai.generateSpeech',
  'ai.transcribe',
  'anthropic.completions.create',
  'anthropic.messages.batches.create',
  'openai.batches.create',
  'openai.beta.threads.runs.create',
  'openai.beta.threads.runs.submitToolOutputs',
  'openai.decisions.create',
  'openai.responses.compact',
]);

/** Clients that the main entry of the installed release does not export. */
const ELSEWHERE = new Set(['OpenAIApi', 'OpenAIRealtimeWebSocket']);

/** A place that is a key of the request, not of the client, a chain of calls or a message. */
const IN_REQUEST = /^\w+(\.\w+)*$/;

const isInstalled = (packageName: string): boolean => existsSync(path.resolve('node_modules', packageName));

/** Types that take anything say nothing about keys. */
const UNTYPED = new Set(['providerOptions', 'output', 'experimental_output']);

describe('signatures', () => {
  for (const [name, raw] of Object.entries(signatureTables)) {
    it(`of ${name} name methods and parameters that the package declares`, function () {
      this.timeout(120_000);
      const table = signatureTableSchema.parse(raw);
      const questions: { text: string; source: string }[] = [];
      let source = '';
      let index = 0;
      const [packageName] = table.packages.javascript ?? [];
      // Addresses are no packages' declarations; what is not installed here has none to ask.
      if (packageName === undefined || table.endpoints.length || !isInstalled(packageName)) return;
      for (const signature of table.calls.filter(({ languages }) => languages?.includes('javascript') ?? true)) {
        // The first path is today's name; the others are kept for code that is older or in another language.
        const [current] = signature.paths;
        if (current === undefined || !PLAIN_PATH.test(current) || NOT_DECLARED.has(signature.id)) continue;
        const request = requestType(table, signature, current, index++);
        if (!request) continue;
        source += `${request.imports}\n`;
        for (const [what, places] of Object.entries(placesOf(signature))) {
          const usable = places.filter(place => IN_REQUEST.test(place) && !UNTYPED.has(place.split('.')[0] ?? ''));
          if (usable.length)
            questions.push({
              text: `${signature.id}: ${what} (${usable.join(', ')})`,
              source: usable.map(place => hasKey(request.type, place)).join(' | '),
            });
        }
      }
      const checks = questions.map(
        ({ source: type }, number) =>
          `type Q${String(number)} = ${type};\nexport const q${String(number)}: true extends Q${String(number)} ? true : false = true;`,
      );
      const text = `${source}${HELPERS}${checks.join('\n')}\n`;
      assert.deepEqual(problems(text, questions), []);
    });
  }
});

/** Declarations that have been read, those of the language and of Node.js for every table the same. */
const declarations = new Map<string, ts.SourceFile | undefined>();

function problems(text: string, questions: readonly { text: string }[]): string[] {
  const file = path.resolve('test/core/signatures/generated.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const original = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) => {
    if (name === file) return ts.createSourceFile(name, text, version);
    if (!declarations.has(name)) declarations.set(name, original(name, version, ...rest));
    return declarations.get(name);
  };
  const exists = host.fileExists.bind(host);
  host.fileExists = name => name === file || exists(name);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  const found = source ? [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)] : [];
  return found.map(({ start = 0, messageText }) => {
    const number = /q(\d+):/.exec(text.slice(text.lastIndexOf('\n', start) + 1))?.[1];
    return `${number === undefined ? '' : (questions[Number(number)]?.text ?? '')} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
