import * as vscode from 'vscode';
import type { FileAnalysis } from '../../core/analysis';
import { selector } from '../analysis/documents';
import { commands, contexts, type CallTarget } from '../contributions';
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
      const hasCalls = settings.get('meterline.codeLens.enabled', document.uri);
      const hasPrompts = settings.get('meterline.promptLens.enabled', document.uri);
      if (!hasCalls && !hasPrompts) return [];
      const result = await analysis.of(document);
      if (!result || token.isCancellationRequested) return [];
      const lenses = [
        ...(hasCalls ? callLenses(result, document, settings) : []),
        ...(hasPrompts ? promptLenses(result, document) : []),
      ];
      if (lenses.length > 0) tellOnce();
      return lenses;
    },
  };
  owned.add(analysis.onDidInvalidate(() => changed.fire()));
  owned.add(vscode.languages.registerCodeLensProvider(selector, provider));
  owned.add(registerCommand(log, commands.toggleCodeLenses, toggle));
  return owned;
}

function callLenses(
  result: FileAnalysis,
  document: vscode.TextDocument,
  settings: Services['settings'],
): vscode.CodeLens[] {
  const parts = settings.get('meterline.codeLens.parts', document.uri);
  return result.calls.flatMap(report => {
    const title = callTitle(report, parts);
    const target = { uri: document.uri.toString(), callSite: report.site.id };
    return title === '' ? [] : [lens(document, report.site.where.call.start, title, target)];
  });
}

function promptLenses(result: FileAnalysis, document: vscode.TextDocument): vscode.CodeLens[] {
  return result.prompts.map(report => {
    const [callSite] = report.prompt.callSites;
    const target = callSite === undefined ? undefined : { uri: document.uri.toString(), callSite };
    return lens(document, report.prompt.range.start, promptTitle(report), target);
  });
}

function lens(
  document: vscode.TextDocument,
  offset: number,
  title: string,
  target: CallTarget | undefined,
): vscode.CodeLens {
  const position = document.positionAt(offset);
  return new vscode.CodeLens(new vscode.Range(position, position), {
    title,
    tooltip: 'Compare models for this call',
    command: commands.compareModels,
    arguments: target ? [target] : [],
  });
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
