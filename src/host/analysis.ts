import { Analyser, loadCatalogue, type Catalogue, type Workspace } from '../core';
import { installedGrammars } from './grammars';

/** Puts the pipeline together for a thread. @param bundle address of the bundle, beside which the grammars lie */
export function openAnalyser(
  bundle: string | URL,
  workspace: Workspace,
): { readonly analyser: Analyser; readonly catalogue: Catalogue } {
  const catalogue = loadCatalogue();
  return { catalogue, analyser: new Analyser({ grammars: installedGrammars(bundle), catalogue, workspace }) };
}
