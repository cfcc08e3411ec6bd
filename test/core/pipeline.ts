import { readFile } from 'node:fs/promises';
import { posix as path } from 'node:path';
import { Linker } from '../../src/core/resolve';
import { findCallSites, type CallSite } from '../../src/core/callsites';
import type { Grammars, Workspace } from '../../src/core/ports';
import { loadSignatures } from '../../src/core/signatures';
import { readPromptFile } from '../../src/core/promptFiles';
import {
  adapterOf,
  isPromptFileLanguage,
  languageOf,
  Programs,
  readSource,
  SourceParser,
  type Program,
  type PromptFile,
  type Source,
} from '../../src/core/syntax';
import { makerOf, providerId, providerOfHost, servesModel } from '../../src/core/pricing';
import { isTestFile } from '../../src/core/text';

const grammarFolder = (name: string): string =>
  name === 'kotlin' ? '@tree-sitter-grammars/tree-sitter-kotlin' : '@vscode/tree-sitter-wasm/wasm';

/** The grammars as they are installed. */
export const grammars: Grammars = {
  engine: () => readFile('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
  grammar: name => readFile(`node_modules/${grammarFolder(name)}/tree-sitter-${name}.wasm`),
};

/** Other files of the workspace, by path; imports name them without their ending. */
export class InMemoryWorkspace implements Workspace {
  constructor(private readonly files: Readonly<Record<string, string>> = {}) {}

  nameOf(file: string): string {
    return file;
  }

  read(file: string): string | undefined {
    return this.files[file];
  }

  resolveImport(specifier: string): string | undefined {
    const name = specifier.replace(/^(\.+\/?|@\/)/, '');
    return Object.keys(this.files).find(file => file.replace(/\.\w+$/, '') === name);
  }

  resolveFile(name: string, from: string, isBeside: boolean): string | undefined {
    const names: string[] = [];
    for (let folder = path.dirname(from); ; folder = path.dirname(folder)) {
      names.push(path.join(folder, name));
      if (isBeside || folder === path.dirname(folder)) break;
    }
    return names.find(each => each in this.files);
  }

  mentioning(name: string, from: string): readonly string[] {
    const word = new RegExp(`\\b${name}\\b`);
    return Object.keys(this.files).filter(file => file !== from && word.test(this.files[file] ?? ''));
  }

  declaring(name: string, from: string): readonly string[] {
    return this.mentioning(name, from);
  }

  preludes(from: string): readonly string[] {
    const names = adapterOf(from)?.preludes?.names;
    return Object.keys(this.files).filter(file => file !== from && names?.test(file));
  }
}

const parser = new SourceParser(grammars);
const signatures = loadSignatures();
/** What calls are read with. */
export const services = {
  signatures,
  hosts: providerOfHost,
  makers: makerOf,
  serves: servesModel,
  providerNames: providerId,
  isTest: isTestFile,
};

function sourceOf(text: string, file: string): Source | PromptFile {
  const language = languageOf(file);
  if (!language) throw new Error(`no language for ${file}`);
  const reading = readSource({ file, language, text });
  if (reading.kind === 'unread') throw new Error(`${file}: ${reading.because}`);
  return reading.source;
}

const isPromptFile = (source: Source | PromptFile): source is PromptFile => isPromptFileLanguage(source.language);

/** The text that offsets of results are of. */
export const codeOf = (text: string, file: string): string => sourceOf(text, file).text;

export async function parse(text: string, file: string): Promise<Program> {
  const source = sourceOf(text, file);
  if (isPromptFile(source)) throw new Error(`${file} is no program`);
  await parser.load(source);
  const program = parser.parse(source);
  if (!program) throw new Error(`${file} could not be parsed`);
  return program;
}

export async function callSitesOf(
  text: string,
  file: string,
  workspace: Workspace = new InMemoryWorkspace(),
): Promise<CallSite[]> {
  const linker = new Linker(new Programs(parser), workspace, signatures);
  const source = sourceOf(text, file);
  if (isPromptFile(source)) return [...readPromptFile(source, { ...services, resolver: linker.alone() }).sites];
  const program = await parse(text, file);
  const { answer } = await linker.resolve(program, resolver => findCallSites(program, { ...services, resolver }));
  return [...answer.sites];
}
