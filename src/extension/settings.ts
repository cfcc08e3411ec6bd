import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AnalysisSettings } from '../core/analysis';
import type { AssumptionSource, EstimateSettings } from '../core/estimates';
import { lensParts, settingDefaults, severities, type SettingId, type SettingValue } from './contributions';

const tokens = z.int().check(z.nonnegative());
const switched = z.boolean();

/** What a value must look like to be used; anything else counts as not set. */
const schemas: { readonly [Id in SettingId]: z.ZodMiniType<SettingValue<Id>> } = {
  'meterline.codeLens.enabled': switched,
  'meterline.codeLens.parts': z.readonly(z.array(z.enum(lensParts))),
  'meterline.promptLens.enabled': switched,
  'meterline.promptLens.minimumTokens': tokens,
  'meterline.hover.enabled': switched,
  'meterline.diagnostics.enabled': switched,
  'meterline.statusBar.enabled': switched,
  'meterline.compareWith': z.readonly(z.array(z.string().check(z.trim(), z.minLength(1))).check(z.maxLength(50))),
  'meterline.assumptions.slotTokens': tokens,
  'meterline.assumptions.historyTokens': tokens,
  'meterline.assumptions.toolTokens': tokens,
  'meterline.assumptions.imageTokens': tokens,
  'meterline.assumptions.outputTokens': tokens,
  'meterline.assumptions.cacheHitShare': z.number().check(z.nonnegative(), z.maximum(1)),
  'meterline.assumptions.callsPerMonth': z.number().check(z.nonnegative()),
  'meterline.rules': z.readonly(z.record(z.string(), z.enum(severities))),
};

/** The user's settings, typed; a value of the wrong shape counts as not set. */
export class Settings implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.ConfigurationChangeEvent>();
  readonly onDidChange = this.changed.event;

  private readonly subscription = vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration('meterline')) this.changed.fire(event);
  });

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  get<Id extends SettingId>(id: Id, scope?: vscode.ConfigurationScope): SettingValue<Id> {
    const parsed = schemas[id].safeParse(vscode.workspace.getConfiguration(undefined, scope).get(id));
    return (parsed.success ? parsed.data : settingDefaults[id]) as SettingValue<Id>;
  }

  /** What the core needs to know to analyse a document of this scope. */
  forAnalysis(scope?: vscode.ConfigurationScope): AnalysisSettings {
    return {
      estimates: this.forEstimates(scope),
      rules: this.get('meterline.rules', scope),
      promptTextTokens: this.get('meterline.promptLens.minimumTokens', scope),
    };
  }

  private forEstimates(scope?: vscode.ConfigurationScope): EstimateSettings {
    const assumptions = {
      slotTokens: this.get('meterline.assumptions.slotTokens', scope),
      historyTokens: this.get('meterline.assumptions.historyTokens', scope),
      toolTokens: this.get('meterline.assumptions.toolTokens', scope),
      imageTokens: this.get('meterline.assumptions.imageTokens', scope),
      outputTokens: this.get('meterline.assumptions.outputTokens', scope),
      cacheHitShare: this.get('meterline.assumptions.cacheHitShare', scope),
      callsPerMonth: this.get('meterline.assumptions.callsPerMonth', scope),
    };
    const setBy = Object.keys(assumptions).flatMap(name => {
      const source = this.sourceOf(`meterline.assumptions.${name}`, scope);
      return source ? [[name, source] as const] : [];
    });
    return { ...assumptions, compareWith: this.get('meterline.compareWith', scope), setBy: Object.fromEntries(setBy) };
  }

  /** Who has set a value; undefined when it is Meterline's default. */
  private sourceOf(id: string, scope?: vscode.ConfigurationScope): AssumptionSource | undefined {
    const found = vscode.workspace.getConfiguration(undefined, scope).inspect(id);
    if (found?.workspaceFolderValue !== undefined || found?.workspaceValue !== undefined) return 'workspace';
    return found?.globalValue !== undefined ? 'setting' : undefined;
  }
}
