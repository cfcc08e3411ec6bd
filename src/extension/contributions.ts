// Ids of what package.json contributes, with the types that code relies on. No id is written a second time.

import * as z from 'zod/mini';

/** A call site as links and menus name it. */
export const callTarget = z.object({ uri: z.string(), callSite: z.string() });
export type CallTarget = z.infer<typeof callTarget>;

const offset = z.int().check(z.nonnegative());

/** A stretch of a file, in UTF-16 offsets, to be shown in an editor. */
export const revealTarget = z.object({
  uri: z.string(),
  start: offset,
  end: offset,
});
export type RevealTarget = z.infer<typeof revealTarget>;

/** A figure of a call's directive. */
export const directiveKeys = ['input', 'output', 'calls', 'cached'] as const;
export type DirectiveKey = (typeof directiveKeys)[number];

/** A figure to be stated for one call. */
export const statementTarget = z.extend(callTarget, { key: z.enum(directiveKeys), value: z.number() });
export type StatementTarget = z.infer<typeof statementTarget>;

/** Commands that users find in the palette and in menus. */
export const commands = {
  compareModels: 'meterline.compareModels',
  toggleCodeLenses: 'meterline.toggleCodeLenses',
  openWalkthrough: 'meterline.openWalkthrough',
  rescanFile: 'meterline.rescanFile',
  showLog: 'meterline.showLog',
  treatAsCall: 'meterline.treatAsCall',
} as const;

/** Commands behind links; they need arguments and are in no palette. */
export const linkCommands = {
  stateFigure: 'meterline.stateFigure',
  reveal: 'meterline.reveal',
  openSample: 'meterline.openSample',
  fixApplied: 'meterline.fixApplied',
} as const;

/** Menus and the palette hand over arguments of their own, which are not looked at. */
const nothing = z.pipe(
  z.unknown(),
  z.transform((): [] => []),
);

/** What every command takes. */
export const commandArguments = {
  'meterline.compareModels': z.tuple([z.catch(z.optional(callTarget), undefined)], z.unknown()),
  'meterline.toggleCodeLenses': nothing,
  'meterline.openWalkthrough': nothing,
  'meterline.rescanFile': nothing,
  'meterline.showLog': nothing,
  'meterline.treatAsCall': nothing,
  'meterline.stateFigure': z.tuple([statementTarget]),
  'meterline.reveal': z.tuple([revealTarget]),
  'meterline.openSample': nothing,
  'meterline.fixApplied': nothing,
} satisfies Record<
  (typeof commands)[keyof typeof commands] | (typeof linkCommands)[keyof typeof linkCommands],
  z.ZodMiniType
>;

export type CommandId = keyof typeof commandArguments;
export type CommandArguments<Id extends CommandId> = z.infer<(typeof commandArguments)[Id]>;

/** Context keys that walkthrough steps tick themselves off by. */
export const contexts = {
  lensShown: 'meterline.lensShown',
  hoverShown: 'meterline.hoverShown',
} as const;

export const walkthrough = 'meterline.meterline#meterline.gettingStarted';

/** The parts of a call's code lens, in the order in which they can be named. */
export const lensParts = ['model', 'perCall', 'perMillionCalls', 'perMonth', 'tokens', 'cheapest'] as const;
export type LensPart = (typeof lensParts)[number];

export const severities = ['error', 'warning', 'information', 'hint', 'off'] as const;

/** Every setting with its default, as package.json declares it. */
export const settingDefaults = {
  'meterline.codeLens.enabled': true,
  'meterline.codeLens.parts': ['model', 'perCall', 'perMillionCalls', 'tokens', 'cheapest'] as readonly LensPart[],
  'meterline.promptLens.enabled': true,
  'meterline.promptLens.minimumTokens': 200,
  'meterline.hover.enabled': true,
  'meterline.diagnostics.enabled': true,
  'meterline.statusBar.enabled': true,
  'meterline.compareWith': [
    'gpt-6.1-sol',
    'gpt-6-luna',
    'claude-sonnet-5-5',
    'claude-haiku-5-5',
    'gemini-3.8-flash',
  ] as readonly string[],
  'meterline.assumptions.slotTokens': 200,
  'meterline.assumptions.historyTokens': 1000,
  'meterline.assumptions.toolTokens': 150,
  'meterline.assumptions.imageTokens': 1000,
  'meterline.assumptions.outputTokens': 300,
  'meterline.assumptions.cacheHitShare': 0,
  'meterline.assumptions.callsPerMonth': 0,
  'meterline.rules': {} as Readonly<Record<string, (typeof severities)[number]>>,
} as const;

export type SettingId = keyof typeof settingDefaults;

/** The literal types of defaults are widened: a switch is a boolean, a figure a number. */
type Widened<T> = T extends boolean ? boolean : T extends number ? number : T;
export type SettingValue<Id extends SettingId> = Widened<(typeof settingDefaults)[Id]>;
