import { z } from 'zod';
import {
  clientSchema,
  requestSchema,
  signatureTableSchema,
  type CallSignature,
  type SignatureTable,
} from '../signatures';
import table from './formats.yaml';

const formatIds = ['dotprompt', 'githubmodels', 'http', 'litellm', 'promptfile', 'promptfoo', 'prompty'] as const;

export type FormatId = (typeof formatIds)[number];

const { modelText } = signatureTableSchema.shape;

const formatSchema = z.strictObject({
  name: z.string(),
  /** Where the facts were read, with date. */
  sources: z.array(z.string()).min(1),
  /** Who serves its models, when nothing in the file says so. */
  provider: z.string().optional(),
  modelText,
  /** Where it says an address of its own for a model. */
  client: clientSchema.optional(),
  call: requestSchema,
});

const names = z.array(z.string());

const schema = z.strictObject({
  formats: z.record(z.enum(formatIds), formatSchema),
  promptfoo: z.strictObject({
    providers: z.record(z.string(), z.string()),
    none: names,
    services: z.strictObject({ text: names, embedding: names, image: names, audio: names, other: names }),
    stored: names,
  }),
});

const parsed = schema.parse(table);

/** What a format's entries are matched by. */
export interface Format {
  readonly table: SignatureTable;
  readonly signature: CallSignature;
  readonly client: SignatureTable['clients'][string][number] | undefined;
}

export const formats: Readonly<Record<FormatId, Format>> = Object.fromEntries(
  formatIds.map(id => {
    const { name, sources, provider, modelText: text, client, call } = parsed.formats[id];
    const own = signatureTableSchema.parse({ sdk: id, name, sources, packages: {} });
    const format: Format = {
      table: { ...own, ...(provider === undefined ? {} : { provider }), ...(text ? { modelText: text } : {}) },
      signature: { ...call, paths: [] },
      client,
    };
    return [id, format];
  }),
) as Record<FormatId, Format>;

export const promptfooNames = parsed.promptfoo;
