import * as vscode from 'vscode';
import type { Range } from '../../core/text';
import type { Analysed } from '../analysis/analysis';
import { fileOf, resourceOf, selector } from '../analysis/documents';
import { commands, contexts, type CallTarget, type LensPart } from '../contributions';
import { registerCommand } from '../commands';
import { contextSetter } from '../contexts';
import { Disposables } from '../disposables';
import type { Services } from '../services';
import { callTitle, promptTitle } from './title';

/** What each call costs, above it. */
export function codeLenses({ analysis, settings, log }: Services): vscode.Disposable {
  const owned = new Disposables();
  const changed = owned.add(new vscode.EventEmitter<void>());
  const tellOnce = contextSetter(contexts.lensShown);
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document, token) {
      const resource = resourceOf(document);
      const hasCalls = settings.get('meterline.codeLens.enabled', resource);
      const hasPrompts = settings.get('meterline.promptLens.enabled', resource);
      if (!hasCalls && !hasPrompts) return [];
      const analysed = await analysis.of(fileOf(document));
      if (!analysed || token.isCancellationRequested) return [];
      const lenses = [
        ...(hasCalls ? callLenses(analysed, document, settings.get('meterline.codeLens.parts', resource)) : []),
        ...(hasPrompts ? promptLenses(analysed, document) : []),
      ];
      if (lenses.length > 0) tellOnce();
      return lenses;
    },
  };
  owned.add(analysis.onDidInvalidate(() => changed.fire()));
  owned.add(analysis.onDidSharpen(() => changed.fire()));
  // VS Code asks again for the cell that was edited, not for those that its names lead to.
  owned.add(analysis.onDidChange(({ documents }) => documents.length > 1 && changed.fire()));
  owned.add(vscode.languages.registerCodeLensProvider(selector, provider));
  owned.add(registerCommand(log, commands.toggleCodeLenses, toggle));
  return owned;
}

function callLenses(analysed: Analysed, document: vscode.TextDocument, parts: readonly LensPart[]): vscode.CodeLens[] {
  return analysed.result.calls.flatMap(report => {
    const title = callTitle(report, parts);
    return title === '' ? [] : lens(analysed, document, report.site.where.call, title, report.site.id);
  });
}

function promptLenses(analysed: Analysed, document: vscode.TextDocument): vscode.CodeLens[] {
  return analysed.result.prompts.flatMap(report => {
    const { range, callSites } = report.prompt;
    return lens(analysed, document, range, promptTitle(report), callSites[0]);
  });
}

/** A lens, if what it is about stands in this document. */
function lens(
  { result, snapshot }: Analysed,
  document: vscode.TextDocument,
  about: Range,
  title: string,
  callSite: string | undefined,
): vscode.CodeLens[] {
  const start = snapshot.rangeIn(document, about)?.start;
  if (!start) return [];
  const target: CallTarget[] = callSite === undefined ? [] : [{ uri: result.file, callSite }];
  const command = {
    title,
    tooltip: 'Compare models for this call',
    command: commands.compareModels,
    arguments: target,
  };
  return [new vscode.CodeLens(new vscode.Range(start, start), command)];
}

/** Switches call lenses and prompt lenses together, where the user has switched them before. */
async function toggle(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  const isEnabled = configuration.get<boolean>('meterline.codeLens.enabled') === true;
  const isInWorkspace = configuration.inspect('meterline.codeLens.enabled')?.workspaceValue !== undefined;
  const target = isInWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update('meterline.codeLens.enabled', !isEnabled, target);
  await configuration.update('meterline.promptLens.enabled', !isEnabled, target);
}
