import assert from 'node:assert/strict';
import { chmodSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultEstimateSettings, languageOf, type Analyser, type FileAnalysis } from '../../src/core';
import { openAnalyser } from '../../src/host/analysis';
import { OpenDocuments } from '../../src/host/openDocuments';
import { scan } from '../../src/host/scan';
import type { LearntByScan } from '../../src/host/scanFiles';
import { readSourceFile } from '../../src/host/sourceFile';
import { WorkspaceFiles } from '../../src/host/workspaceFiles';
import { WorkspaceIndex, type IndexedFolder } from '../../src/host/workspaceIndex';
import { temporaryFolder } from './temporaryFolder';

const bundle = pathToFileURL(path.resolve('out/cli.mjs'));
const settings = { estimates: { ...defaultEstimateSettings, compareWith: [] }, rules: {}, promptTextTokens: 200 };
const now = new Date('2026-11-24T12:00:00Z');

const LLM = `import OpenAI from 'openai';
const client = new OpenAI();
export const ask = (model: string, question: string) =>
  client.responses.create({ model, input: question, max_output_tokens: 100 });
`;
const BARREL = `export * from './llm';\n`;
const caller = (model: string, from = './llm') =>
  `import { ask } from '${from}';\nexport const answer = (text: string) => ask('${model}', text);\n`;

/** An editor's two halves: the index, and the analysis of open files that is handed what the index knows. */
class Editor {
  private readonly documents = new OpenDocuments();
  private readonly files: WorkspaceFiles;
  private readonly indexed: Analyser;
  private readonly analyser: Analyser;
  private readonly index: WorkspaceIndex;
  private readonly folders: readonly IndexedFolder[];
  /** Files that the index has analysed, in their order. */
  readonly progress: string[] = [];

  constructor(folders: readonly string[], excludes: readonly string[] = []) {
    this.folders = folders.map(each => ({ path: each, excludes }));
    this.files = new WorkspaceFiles(folders, this.documents);
    this.analyser = openAnalyser(bundle, this.files).analyser;
    const workspace = new WorkspaceFiles(folders, this.documents);
    this.indexed = openAnalyser(bundle, workspace).analyser;
    this.index = new WorkspaceIndex({ analyser: this.indexed, workspace, documents: this.documents });
  }

  edit(file: string, text: string | undefined): void {
    const language = languageOf(file);
    this.documents.set(file, text === undefined ? undefined : { text, ...(language ? { language } : {}) });
  }

  /** @param paths that have changed; undefined for all */
  async update(paths?: readonly string[], onProgress?: (file: string) => void): Promise<LearntByScan | undefined> {
    const update = { folders: this.folders, unsafe: [], ...(paths ? { paths } : {}) };
    const learnt = await this.index.update(update, file => {
      if (file === undefined) return;
      this.progress.push(file);
      onProgress?.(file);
    });
    this.files.forget();
    if (learnt) {
      this.files.setMentions(learnt.mentions);
      this.analyser.learn(learnt);
    }
    return learnt;
  }

  /** As an editor names files, by addresses. */
  async analyse(file: string): Promise<FileAnalysis> {
    const language = languageOf(file);
    const read = readSourceFile(file);
    assert.ok(language && read.kind === 'text');
    const text = this.documents.get(file)?.text ?? read.text;
    return this.analyser.analyse({ file: pathToFileURL(file).href, language, text }, settings, now);
  }

  async models(file: string): Promise<string[]> {
    const { calls } = await this.analyse(file);
    return calls.map(({ site: { role, model } }) => {
      const ids = model.kind === 'known' ? [model.id] : model.kind === 'choice' ? model.ids : ['unknown'];
      return `${role} ${[...ids].sort().join('|')}`;
    });
  }

  dispose(): void {
    this.indexed.dispose();
    this.analyser.dispose();
  }
}

describe('the index of a workspace', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const opened: Editor[] = [];
  const put = (file: string, content: string): string => folder.current.put(file, content);
  const open = (folders: readonly string[] = [folder.current.path], excludes?: readonly string[]): Editor => {
    const editor = new Editor(folders, excludes);
    opened.push(editor);
    return editor;
  };

  afterEach(() => {
    for (const editor of opened.splice(0)) editor.dispose();
  });

  it('tells what callers in other files pass to a wrapper, and that these are callers', async () => {
    const llm = put('src/llm.ts', LLM);
    const a = put('src/a.ts', caller('gpt-4o'));
    put('src/b.ts', caller('gpt-4.1'));
    const editor = open();
    assert.deepEqual(await editor.models(a), []);
    await editor.update();
    assert.deepEqual(await editor.models(llm), ['call gpt-4.1|gpt-4o']);
    assert.deepEqual(await editor.models(a), ['wrapper gpt-4o']);
  });

  it('follows edits that are not saved, and what is on disk once they are thrown away', async () => {
    const llm = put('src/llm.ts', LLM);
    const a = put('src/a.ts', caller('gpt-4o'));
    const editor = open();
    await editor.update();
    editor.edit(a, caller('gpt-4.1'));
    await editor.update([a]);
    assert.deepEqual(await editor.models(llm), ['call gpt-4.1']);
    editor.edit(a, '');
    await editor.update([a]);
    assert.deepEqual(await editor.models(llm), ['call unknown']);
    editor.edit(a, undefined);
    await editor.update([a]);
    assert.deepEqual(await editor.models(llm), ['call gpt-4o']);
  });

  it('follows files that come, change, are renamed and go, folders too', async () => {
    const llm = put('src/llm.ts', LLM);
    put('src/a.ts', caller('gpt-4o'));
    const editor = open();
    await editor.update();
    const b = put('src/jobs/b.ts', caller('gpt-4.1', '../llm'));
    await editor.update([folder.current.at('src/jobs')]);
    assert.deepEqual(await editor.models(llm), ['call gpt-4.1|gpt-4o']);
    assert.deepEqual(await editor.models(b), ['wrapper gpt-4.1']);
    renameSync(folder.current.at('src/jobs'), folder.current.at('src/tasks'));
    await editor.update([folder.current.at('src/jobs'), folder.current.at('src/tasks')]);
    assert.deepEqual(await editor.models(folder.current.at('src/tasks/b.ts')), ['wrapper gpt-4.1']);
    rmSync(folder.current.at('src/tasks'), { recursive: true });
    await editor.update([folder.current.at('src/tasks')]);
    assert.deepEqual(await editor.models(llm), ['call gpt-4o']);
    rmSync(folder.current.at('src/a.ts'));
    const learnt = await editor.update([folder.current.at('src/a.ts')]);
    assert.deepEqual(await editor.models(llm), ['call unknown']);
    assert.ok(!JSON.stringify(learnt?.mentions).includes('a.ts'));
  });

  it('forgets callers when a function is no wrapper any more', async () => {
    const llm = put('src/llm.ts', LLM);
    const a = put('src/a.ts', caller('gpt-4o'));
    const editor = open();
    await editor.update();
    assert.deepEqual(await editor.models(a), ['wrapper gpt-4o']);
    editor.edit(llm, 'export const ask = (model: string, question: string) => model + question;\n');
    await editor.update([llm]);
    assert.deepEqual(await editor.models(a), []);
  });

  it('says that it knows nothing new after an edit that changes nothing for others', async () => {
    const llm = put('src/llm.ts', LLM);
    put('src/a.ts', caller('gpt-4o'));
    const editor = open();
    assert.ok(await editor.update());
    editor.progress.length = 0;
    editor.edit(llm, `${LLM}// done\n`);
    assert.equal(await editor.update([llm]), undefined);
    assert.deepEqual(editor.progress, [llm]);
    assert.equal(await editor.update(), undefined);
    assert.deepEqual(editor.progress, [llm], 'what has not changed is not analysed again');
  });

  it('sees, with the next update, what has changed while it was built', async () => {
    const llm = put('src/llm.ts', LLM);
    const a = put('src/a.ts', caller('gpt-4o'));
    const b = put('src/b.ts', caller('gpt-4.1'));
    const editor = open();
    await editor.update(undefined, () => {
      editor.edit(a, caller('gpt-4o-mini'));
      rmSync(b, { force: true });
    });
    await editor.update([a, b]);
    assert.deepEqual(await editor.models(llm), ['call gpt-4o-mini']);
  });

  it('spans the folders of a workspace, also where one is named by a link or lies in another', async () => {
    const llm = put('lib/src/llm.ts', LLM);
    put('app/a.ts', caller('gpt-4o', '../lib/src/llm'));
    put('app/inner/b.ts', caller('gpt-4.1', '../../lib/src/llm'));
    folder.current.link('linked', 'app');
    const editor = open(['lib', 'linked', 'app/inner'].map(each => folder.current.at(each)));
    await editor.update();
    assert.deepEqual(await editor.models(llm), ['call gpt-4.1|gpt-4o']);
    const { calls } = await editor.analyse(folder.current.at('linked/a.ts'));
    assert.deepEqual(
      calls.map(({ site }) => site.role),
      ['wrapper'],
    );
  });

  it('leaves out what git ignores and what is excluded, and heeds a changed .gitignore', async () => {
    const llm = put('src/llm.ts', LLM);
    put('.git/HEAD', '');
    put('src/a.ts', caller('gpt-4o'));
    put('src/generated/b.ts', caller('gpt-4.1', '../llm'));
    put('src/old/c.ts', caller('gpt-4', '../llm'));
    put('.gitignore', 'generated\n');
    const editor = open(undefined, ['/src/old', '/**/*.bak.ts']);
    put('src/d.bak.ts', caller('gpt-4.1-mini'));
    await editor.update();
    assert.deepEqual(await editor.models(llm), ['call gpt-4o']);
    put('.gitignore', '');
    await editor.update([folder.current.path]);
    assert.deepEqual(await editor.models(llm), ['call gpt-4.1|gpt-4o']);
  });

  it('ends in loops of links, and goes on past a folder that it may not read', async () => {
    const llm = put('src/llm.ts', LLM);
    put('src/a.ts', caller('gpt-4o'));
    put('closed/b.ts', caller('gpt-4.1', '../src/llm'));
    folder.current.link('src/loop', '.');
    folder.current.link('src/dangling.ts', 'nowhere.ts');
    chmodSync(folder.current.at('closed'), 0);
    const editor = open();
    await editor.update();
    const models = await editor.models(llm);
    chmodSync(folder.current.at('closed'), 0o700);
    const seesAll = process.getuid?.() === 0; // root can read everything
    assert.deepEqual(models, [seesAll ? 'call gpt-4.1|gpt-4o' : 'call gpt-4o']);
  });

  it('gives the results of a scan, once it stands', async () => {
    put('src/llm.ts', LLM);
    put('src/index.ts', BARREL);
    put('src/a.ts', caller('gpt-4o'));
    put('src/deep/b.ts', caller('gpt-4.1', '..'));
    put('src/deep/c.ts', "import { answer } from './b';\nexport const run = () => answer('Hello');\n");
    put('src/héllo #1/d e.ts', caller('gpt-4o-mini', '../llm'));
    put(
      'py/llm.py',
      'from openai import OpenAI\nclient = OpenAI()\n\n\ndef ask_llm(question, model="gpt-4o"):\n    return client.responses.create(model=model, input=question)\n',
    );
    put('py/app.py', 'from llm import ask_llm\n\n\ndef main():\n    return ask_llm("Hi", model="gpt-4.1")\n');
    put(
      'py/service.py',
      'class Service:\n    def __init__(self, client, model):\n        self.client = client\n        self.model = model\n\n    def answer(self, text):\n        return self.client.responses.create(model=self.model, input=text)\n',
    );
    put(
      'py/wiring.py',
      'from openai import OpenAI\nfrom service import Service\n\nservice = Service(OpenAI(), "gpt-4.1-mini")\n',
    );
    put(
      'java/src/Config.java',
      'package app;\n\nimport org.springframework.ai.chat.client.ChatClient;\nimport org.springframework.ai.openai.OpenAiChatModel;\nimport org.springframework.ai.openai.OpenAiChatOptions;\nimport org.springframework.context.annotation.Bean;\n\nclass Config {\n  @Bean\n  ChatClient chatClient(OpenAiChatModel model) {\n    return ChatClient.builder(model).defaultOptions(OpenAiChatOptions.builder().model("gpt-4o").build()).build();\n  }\n}\n',
    );
    put(
      'java/src/Service.java',
      'package app;\n\nimport org.springframework.ai.chat.client.ChatClient;\n\nclass Service {\n  private final ChatClient chatClient;\n\n  Service(ChatClient chatClient) {\n    this.chatClient = chatClient;\n  }\n\n  String answer(String question) {\n    return chatClient.prompt().user(question).call().content();\n  }\n}\n',
    );
    const { files } = await scan([folder.current.path], { settings, now, bundle });
    const editor = open();
    await editor.update();
    for (const each of files) {
      if (each.kind !== 'analysed') continue;
      const file = folder.current.at(each.analysis.file);
      assert.deepEqual(byPath(await editor.analyse(file)), byPath({ ...each.analysis, file }), each.analysis.file);
    }
    const roles = files.flatMap(each =>
      each.kind === 'analysed' ? each.analysis.calls.map(({ site }) => `${each.analysis.file} ${site.role}`) : [],
    );
    assert.deepEqual(roles, [
      'java/src/Service.java call',
      'py/app.py wrapper',
      'py/llm.py call',
      'py/service.py call',
      'src/a.ts wrapper',
      'src/deep/b.ts wrapper',
      'src/deep/c.ts wrapper',
      'src/héllo #1/d e.ts wrapper',
      'src/llm.ts call',
    ]);
  });
});

/** With paths in place of the addresses by which an editor names files. */
function byPath(analysis: FileAnalysis): unknown {
  return JSON.parse(JSON.stringify(analysis), (_, value: unknown) =>
    typeof value === 'string'
      ? value.replace(/file:\/\/[^#\0]*/g, address => decodeURIComponent(address.slice(7)))
      : value,
  );
}
