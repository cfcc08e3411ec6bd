import { z } from 'zod';

const family = z.enum(['javascript', 'python']);

/**
 * Where a value stands: `model` (a key of the request), `config.maxOutputTokens` (a key in a key),
 * `@0` (an argument by position), `@1.maxTokens`, `client:baseURL` (a key of the call that made the client),
 * `client:@0`. Several: the first that is there.
 */
const places = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform(value => (typeof value === 'string' ? [value] : value));

const capSchema = z.strictObject({
  read: places,
  /** The parameter to write where none is set; by language family where they differ. */
  write: z.union([z.string(), z.strictObject({ javascript: z.string(), python: z.string() })]),
  /** The same on a host that is not the SDK's own vendor. */
  writeElsewhere: z.string().optional(),
  /** The API refuses a request without it. */
  isRequired: z.boolean().default(false),
  /** What the API takes when it is missing, in tokens. */
  whenMissing: z.number().int().positive().optional(),
});

const promptSchema = z.array(
  z.strictObject({
    segment: z.enum(['tools', 'system', 'messages', 'schema']),
    read: places,
    /** The role of a text that stands there without one. */
    role: z.string().default('user'),
  }),
);

const callSchema = z.strictObject({
  id: z.string(),
  api: z.string(),
  mode: z.enum(['text', 'embedding', 'image', 'audio', 'other']).default('text'),
  role: z.enum(['call', 'construct']).default('call'),
  /** A client of this table; without one the path begins at the package. */
  on: z.string().optional(),
  paths: z.array(z.string().endsWith('()')).min(1),
  languages: z.array(family).default(['javascript', 'python']),
  /** Index of the argument that holds the request where arguments have no names. */
  request: z.number().int().nonnegative().default(0),
  model: places,
  outputCap: capSchema.optional(),
  streaming: z.union([z.enum(['always', 'never']), z.strictObject({ read: places })]).default('never'),
  isBatch: z.boolean().default(false),
  choices: places.optional(),
  reasoning: z
    .strictObject({ effort: places.optional(), budget: places.optional(), enabled: places.optional() })
    .optional(),
  prompt: promptSchema.default([]),
  /** Keys with which the same method does something that is not billed. */
  notWith: z.array(z.string()).default([]),
});

const clientSchema = z.strictObject({
  paths: z.array(z.string()).min(1),
  languages: z.array(family).default(['javascript', 'python']),
  /** Where it sends requests when nothing else is said; the table's own provider when absent. */
  provider: z.string().optional(),
  baseUrl: places.optional(),
  /** Keys of the client that move it to another provider when they are true or set. */
  moves: z.array(z.strictObject({ key: z.string(), provider: z.string() })).default([]),
});

const modelObjectSchema = z.strictObject({
  packages: z.array(z.string()).min(1),
  provider: z.string(),
  /** Its ids begin with the vendor, who is whom the call is priced by. */
  isRouter: z.boolean().default(false),
  /** Ready providers, called with a model id. */
  instances: z.array(z.string()).default([]),
  /** Functions that make such a provider. */
  factories: z.array(z.string()).default([]),
  baseUrl: places.default(['baseURL']),
});

export const signatureTableSchema = z.strictObject({
  sdk: z.string(),
  name: z.string(),
  /** Where the facts were read, with date. */
  sources: z.array(z.string()).min(1),
  provider: z.string().optional(),
  packages: z.strictObject({ javascript: z.array(z.string()).default([]), python: z.array(z.string()).default([]) }),
  /** What the package's default export is called among its named ones. */
  defaultExport: z.string().optional(),
  /** Members that change nothing about what is reached, with a call behind them or not. */
  lookThrough: z.array(z.string()).default([]),
  clients: z.record(z.string(), z.array(clientSchema)).default({}),
  calls: z.array(callSchema).min(1),
  /** Values that stand for a model. */
  modelObjects: z
    .strictObject({
      /** Methods of a provider that take a model id, beside calling it. */
      accessors: z.array(z.string()),
      /** What a bare text means: a router whose ids begin with the vendor. */
      text: z.strictObject({ router: z.string(), separator: z.string() }).optional(),
      providers: z.array(modelObjectSchema),
      /** Calls that wrap a model: where the inner one stands. */
      wrappers: z.array(z.strictObject({ from: z.string(), path: z.string(), read: places })).default([]),
    })
    .optional(),
});

export type SignatureTable = z.output<typeof signatureTableSchema>;
export type CallSignature = SignatureTable['calls'][number];
export type ClientSignature = SignatureTable['clients'][string][number];
