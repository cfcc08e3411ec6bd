import * as vscode from 'vscode';
import type { CallReport } from '../../core/analysis';
import type { Place, Range } from '../../core/text';
import { selector, toRange } from '../analysis/documents';
import { registerCommand } from '../commands';
import { commands, contexts, linkCommands, type RevealTarget } from '../contributions';
import { contextSetter } from '../contexts';
import { Disposables } from '../disposables';
import type { Services } from '../services';
import { callHover } from './callHover';

/** A model constant can serve many calls; more tables than this are not read. */
const MAX_CALLS = 3;

const TRUSTED: vscode.MarkdownString['isTrusted'] = {
  enabledCommands: [
    commands.compareModels,
    linkCommands.stateFigure,
    linkCommands.reveal,
    'workbench.action.openSettings',
  ],
};

/** What is known about a call, on its method name and on its model's name. */
export function hovers({ analysis, settings, log }: Services): vscode.Disposable {
  const owned = new Disposables();
  const tellOnce = contextSetter(contexts.hoverShown);
  const provider: vscode.HoverProvider = {
    async provideHover(document, position, token) {
      if (!settings.get('meterline.hover.enabled', document.uri)) return undefined;
      const result = await analysis.of(document);
      if (!result || token.isCancellationRequested) return undefined;
      const offset = document.offsetAt(position);
      const found = result.calls.flatMap(report => {
        const range = rangesOf(report, result.file).find(({ start, end }) => start <= offset && offset <= end);
        return range ? [{ report, range }] : [];
      });
      if (!found[0]) return undefined;
      tellOnce();
      const lineOf = (place: Place) => lineIn(document, place);
      const contents = found.slice(0, MAX_CALLS).map(({ report }) => {
        const target = { uri: document.uri.toString(), callSite: report.site.id };
        const markdown = new vscode.MarkdownString(callHover(report, target, lineOf));
        markdown.isTrusted = TRUSTED;
        return markdown;
      });
      return new vscode.Hover(contents, toRange(document, found[0].range));
    },
  };
  owned.add(vscode.languages.registerHoverProvider(selector, provider));
  owned.add(registerCommand(log, linkCommands.reveal, reveal));
  return owned;
}

/** Where a call can be hovered over: its method name, where it says its model, and the name itself if that stands in the same file. */
function rangesOf({ site }: CallReport, file: string): Range[] {
  const { model, where } = site;
  const named = model.kind === 'known' && model.at.file === file ? [model.at.range] : [];
  return [where.method, ...named, ...(where.model ? [where.model] : [])];
}

function lineIn(analysed: vscode.TextDocument, { file, range }: Place): number | undefined {
  const document =
    file === analysed.uri.toString()
      ? analysed
      : vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file);
  return document && document.positionAt(range.start).line + 1;
}

async function reveal({ uri, start, end }: RevealTarget): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const selection = toRange(document, { start, end });
  await vscode.window.showTextDocument(document, { selection, preview: true });
}
