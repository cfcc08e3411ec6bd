import * as vscode from 'vscode';
import { RequestCancelled } from '../../host/analysisWorker';
import type { AssumptionName, FromPanel, ToPanel } from '../../webview/protocol';
import { addressOf, fileOf, openFile, type OpenFile } from '../analysis/documents';
import { showRange } from '../analysis/show';
import { writeDirective } from '../assumptions/writeDirective';
import { registerCommand } from '../commands';
import { commands, linkCommands, type DirectiveKey } from '../contributions';
import { Disposables } from '../disposables';
import type { Services } from '../services';
import type { Panel } from './panel';
import { showCall, showText, type Overrides } from './show';
import { subjectOf, type ComparedSubject } from './subject';

/** How the comment above a call names what the panel lets a user set. */
const DIRECTIVE_KEYS: Readonly<Record<AssumptionName, DirectiveKey>> = {
  inputTokens: 'input',
  outputTokens: 'output',
  cacheHitShare: 'cached',
  callsPerMonth: 'calls',
};

/** The command that compares models, and the one panel that it opens. */
export function comparePanel(services: Services): vscode.Disposable {
  const owned = new Disposables();
  const comparison = owned.add(new Comparison(services));
  owned.add(
    registerCommand(services.log, commands.compareModels, async target => {
      const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(isRead);
      const subject: ComparedSubject | undefined = target
        ? { kind: 'call', target }
        : editor && (await subjectOf(editor, services.analysis));
      if (subject) await comparison.open(subject);
      else if (!comparison.reveal()) await offerSample();
    }),
  );
  return owned;
}

const isRead = ({ document }: vscode.TextEditor): boolean => fileOf(document) !== undefined;

async function offerSample(): Promise<void> {
  const open = 'Open a Sample';
  const text = 'Meterline: there is no LLM call in this file. Select a text to compare models for it.';
  const choice = await vscode.window.showInformationMessage(text, open);
  if (choice === open) await vscode.commands.executeCommand(linkCommands.openSample);
}

/** What the panel shows, kept up to date with the document. */
class Comparison implements vscode.Disposable {
  private readonly owned = new Disposables();
  private panel: Panel | undefined;
  private subject: ComparedSubject | undefined;
  /** Of a text; a call keeps its figures in the comment above it. */
  private overrides: Overrides = {};
  /** The page as it was last loaded has been sent the models. */
  private hasModels = false;
  /** Counts what is to be shown, so that a late answer is known as such. */
  private turn = 0;

  constructor(private readonly services: Services) {
    const { analysis } = services;
    this.owned.add(analysis.onDidChange(({ uri }) => addressOf(uri) === this.uri && void this.show()));
    this.owned.add(analysis.onDidInvalidate(() => void this.show()));
  }

  dispose(): void {
    this.panel?.dispose();
    this.owned.dispose();
  }

  async open(subject: ComparedSubject): Promise<void> {
    this.subject = subject;
    this.overrides = {};
    if (this.reveal()) {
      await this.show();
      return;
    }
    // Loaded when first needed: building the schemas of all messages would make up half of the activation.
    const { Panel } = await import('./panel');
    if (this.reveal()) return this.show(); // meanwhile another request has opened it
    const { context, log } = this.services;
    const panel = new Panel(context.extensionUri, log);
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.hasModels = false;
    });
    // The page asks for what it shows when it has loaded.
    panel.onDidReceive(message => void this.receive(message));
    this.panel = panel;
  }

  /** False when there is no panel. */
  reveal(): boolean {
    this.panel?.reveal();
    return this.panel !== undefined;
  }

  private get uri(): string | undefined {
    return this.subject?.kind === 'call' ? this.subject.target.uri : undefined;
  }

  private async receive(message: FromPanel): Promise<void> {
    try {
      await this.answer(message);
    } catch (error) {
      this.services.log.error(`The panel's ${message.type} failed:`, error instanceof Error ? error : String(error));
      this.panel?.post({ type: 'error', message: error instanceof Error ? error.message : String(error) });
    }
  }

  private async answer(message: FromPanel): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.hasModels = false;
        return this.show();
      case 'selectSubject':
        if (this.uri !== undefined) this.subject = { kind: 'call', target: { uri: this.uri, callSite: message.id } };
        return this.show();
      case 'reveal':
        return this.revealCall(message.id);
      case 'assume':
        return this.assume(message.name, message.value);
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'editComparisonSet':
        await vscode.commands.executeCommand('workbench.action.openSettings', '@id:meterline.compareWith');
        return;
      case 'failed':
        this.services.log.error('The panel failed:', message.message);
    }
  }

  private async show(): Promise<void> {
    const { panel } = this;
    if (!panel) return;
    const turn = ++this.turn;
    const withModels = !this.hasModels;
    try {
      const message = await this.message(withModels);
      if (turn !== this.turn || panel !== this.panel) return;
      panel.post(message);
      if (message.type === 'show' && withModels) this.hasModels = true;
    } catch (error) {
      if (error instanceof RequestCancelled) return;
      throw error;
    }
  }

  private async message(withModels: boolean): Promise<ToPanel> {
    const { subject } = this;
    if (!subject) return { type: 'nothing', because: 'Nothing has been chosen yet.' };
    if (subject.kind === 'call') return this.callMessage(subject.target, withModels);
    const { analysis, settings } = this.services;
    const forAnalysis = settings.forAnalysis();
    const data = await analysis.thread.compare({ ...subject, withModels }, forAnalysis, new Date());
    const shown = showText(data, forAnalysis.estimates, this.overrides);
    return shown ?? { type: 'nothing', because: 'The text could not be read.' };
  }

  private async callMessage(
    { uri, callSite }: { uri: string; callSite: string },
    withModels: boolean,
  ): Promise<ToPanel> {
    const { analysis, settings } = this.services;
    const { path } = vscode.Uri.parse(uri);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const gone: ToPanel = { type: 'nothing', because: `The call is no longer in ${name}.` };
    const analysed = await analysis.of(await openFile(uri));
    const report = analysed?.result.calls.find(({ site }) => site.id === callSite);
    if (!analysed || !report) return gone;
    const { result, snapshot } = analysed;
    const { file, input } = snapshot;
    const forAnalysis = settings.forAnalysis(file.uri);
    const titles = new Map(
      result.calls.map(({ site }) => [site.id, `${name}:${snapshot.lineLabel(site.where.method.start)}`]),
    );
    const data = await analysis.thread.compare({ kind: 'call', input, callSite, withModels }, forAnalysis, new Date());
    return showCall(report, result.calls, data, forAnalysis.estimates, ({ id }) => titles.get(id) ?? name) ?? gone;
  }

  private async revealCall(callSite: string): Promise<void> {
    if (this.uri === undefined) return;
    const analysed = await this.services.analysis.of(await openFile(this.uri));
    const site = analysed?.result.calls.find(({ site: { id } }) => id === callSite)?.site;
    if (!analysed || !site) return;
    const place = analysed.snapshot.locate(site.where.method);
    await showRange(place, { viewColumn: columnOf(analysed.snapshot.file) ?? vscode.ViewColumn.One });
  }

  private async assume(name: AssumptionName, value: number): Promise<void> {
    const { subject } = this;
    if (subject?.kind === 'text') {
      this.overrides = { ...this.overrides, [name]: value };
      return this.show();
    }
    // The change of the document brings a new result, which is then shown.
    if (
      subject &&
      !(await writeDirective(this.services.analysis, { ...subject.target, key: DIRECTIVE_KEYS[name], value }))
    ) {
      this.panel?.post({ type: 'error', message: 'The call is no longer there.' });
    }
  }
}

/** Where a file can be seen already. */
function columnOf({ documents, notebook }: OpenFile): vscode.ViewColumn | undefined {
  const { visibleNotebookEditors, visibleTextEditors } = vscode.window;
  return notebook
    ? visibleNotebookEditors.find(editor => editor.notebook === notebook)?.viewColumn
    : visibleTextEditors.find(({ document }) => documents.includes(document))?.viewColumn;
}
