import { staticText, type Worth, unknownOf } from '../resolve';
import type { PromptFile } from '../syntax';
import { makerOf } from '../pricing';
import type { Entry } from './types';
import { entryOf, itemsIn, rangeIn, recordOf, valueAt } from './worths';

/** The models that a LiteLLM proxy serves. */
export function readLitellm(file: PromptFile, document: Worth): Entry[] {
  return listsIn(document).flatMap(entry => entryFor(file, entry) ?? []);
}

/** Its own list, or that inside the values of a chart that deploys it. */
const PATHS: readonly (readonly string[])[] = [
  [],
  ['proxy_config'],
  ['litellm', 'proxy_config'],
  ['litellm-helm', 'proxy_config'],
];

const listsIn = (document: Worth): readonly Worth[] =>
  PATHS.flatMap(path => itemsIn(valueAt(document, ...path, 'model_list')));

function entryFor(file: PromptFile, entry: Worth): Entry | undefined {
  const settings = valueAt(entry, 'litellm_params');
  const range = rangeIn(entry);
  if (entry.kind !== 'record' || settings?.kind !== 'record' || !range) return undefined;
  const model = valueAt(settings, 'model');
  const name = staticText(model);
  const at = { file: file.file, range: rangeIn(model) ?? range };
  const items = settings.items.flatMap(item => {
    if (item.kind !== 'entry') return [item];
    const text = staticText(item.value.worth);
    const variable = text === undefined ? undefined : /^os\.environ\/(\w+)$/.exec(text)?.[1];
    if (item.key === 'model' && text?.includes('*'))
      return [entryOf('model', unknownOf('any model that the name fits', text, at), at)];
    if (variable === undefined) return [item];
    // An address that the environment says is that of the provider before the model, as far as one can tell.
    return item.key === 'model' ? [entryOf('model', unknownOf('environment variable', variable, at), at)] : [];
  });
  // What a deployment of a name of one's own runs: docs.litellm.ai/docs/proxy/custom_pricing, read 2026-11-28
  const baseModel = valueAt(entry, 'model_info', 'base_model');
  const info = baseModel ? [entryOf('model_info', recordOf([entryOf('base_model', baseModel, at)], at), at)] : [];
  const mode = staticText(valueAt(entry, 'model_info', 'mode'));
  const hasAddress = ['api_base', 'base_url'].some(key =>
    items.some(item => item.kind === 'entry' && item.key === key),
  );
  // LiteLLM knows the names of models that are written without their provider.
  const maker = name?.includes('/') === false && !hasAddress ? makerOf(name) : undefined;
  const server = baseModel && name?.includes('/') ? name.split('/')[0] : maker;
  return {
    format: 'litellm',
    range,
    nameRange: at.range,
    symbol: staticText(valueAt(entry, 'model_name')) ?? '',
    body: recordOf([...info, entryOf('litellm_params', recordOf(items, settings.at), settings.at)], entry.at),
    mode: modeFor(mode, name),
    ...(server === undefined ? {} : { provider: server }),
  };
}

function modeFor(mode: string | undefined, model = ''): NonNullable<Entry['mode']> {
  switch (mode) {
    case 'embedding':
      return 'embedding';
    case 'image_generation':
      return 'image';
    case 'audio_speech':
    case 'audio_transcription':
      return 'audio';
    case 'rerank':
    case 'moderation':
      return 'other';
    default:
      return mode === undefined && /\bembed(?:ding)?\b/i.test(model) ? 'embedding' : 'text';
  }
}
