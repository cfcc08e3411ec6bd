import { z } from 'zod';
import { languageFamilies, type LanguageFamily } from '../syntax';

const family = z.enum(languageFamilies);

/**
 * Where a value stands: `model` (a key of the request), `config.maxOutputTokens` (a key in a key),
 * `@0` (an argument by position), `@1.maxTokens`, `agent.model.@0` (an argument of the call that made what is there),
 * `client:baseURL` (a key of the calls that made the client, the last first), `client:@0`, `chain:withPrompt` (what a
 * step between client and method was given), `piped:` (what stands before the receiver in a pipe), `requests.*.params`
 * (a key of every element of a list), `global:Settings.llm`, `global:configure().lm` (what code sets for the package).
 * A key is also what a builder was given: `maxTokens` reads `.maxTokens(9)`, `.setMaxTokens(9)`, `.withMaxTokens(9)`.
 * Several: the first that is there.
 */
const places = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform(value => (typeof value === 'string' ? [value] : value));

const capSchema = z.strictObject({
  read: places,
  /**
   * The parameter to write where none is set; by language family where they differ. Without one, a call that sets none
   * has none.
   */
  write: z.union([z.string(), z.partialRecord(family, z.string())]).optional(),
  /** What it is called where it can't be written with the call, as it stands with the model. */
  parameter: z.string().optional(),
  /** What is said where none is read: it may stand with a model that is set elsewhere. */
  whenAbsent: z.enum(['missing', 'dynamic']).default('missing'),
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
  /**
   * From the client, or the package, to the call: `chat.completions.create()`. `*` is any one member, `**` any number
   * of calls in between, as of a builder; `''` is the making of the client itself.
   */
  paths: z.array(z.string().refine(path => path === '' || path.endsWith('()'), 'ends with a call')).min(1),
  /** Those of the table's packages when absent. */
  languages: z.array(family).optional(),
  /**
   * Index of the argument that holds the request. When absent: the named arguments where the language has them, else
   * the first one.
   */
  request: z.number().int().nonnegative().optional(),
  /** Where the call names it; where it does not, the client's own model holds. */
  model: places.default([]),
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
  /**
   * It sends something only with a model object of the tables, as another may run in the process itself; or also where
   * none is given.
   */
  modelObject: z.enum(['required', 'ifGiven']).optional(),
  /**
   * What tells the call where nothing is known of its receiver, as of a client that comes out of a cache or a parameter
   * without a type: all names of the path, and these keys.
   */
  toldBy: z
    .strictObject({
      keys: z.array(z.string()).min(1),
      /** Who bills it whatever the client is; not known when absent. */
      provider: z.string().optional(),
    })
    .optional(),
});

const clientSchema = z.strictObject({
  /** From the package to the client, its type's name included where it is made otherwise: `[NewClient(), Client()]`. */
  paths: z.array(z.string()).min(1),
  /** Those of the table's packages when absent. */
  languages: z.array(family).optional(),
  /** Those of the table when absent. */
  packages: z.array(z.string()).optional(),
  /** Where it sends requests when nothing else is said; the table's own provider when absent. */
  provider: z.string().optional(),
  baseUrl: places.optional(),
  /** Keys of the client that move it to another provider when they are true or set. */
  moves: z.array(z.strictObject({ key: z.string(), provider: z.string() })).default([]),
  /** Where its making names who serves it, by a name of `modelText.providers`. */
  providerFrom: places.optional(),
  /**
   * Where its making names a model, for clients that stand for one: it holds where a call names none, and they are
   * model objects for other calls.
   */
  model: places.optional(),
});

/** Values that stand for a message. */
const messageSchema = z.strictObject({
  paths: z.array(z.string()).min(1),
  languages: z.array(family).optional(),
  role: z.string(),
  /** Its content, among the arguments that made it. */
  text: places,
});

/** Members of the SDK that stand for a text, as those that name a model. */
const constantsSchema = z.strictObject({
  languages: z.array(family).optional(),
  /** What stands before the name: `ChatModel.`; empty where the name is a member of the package. */
  path: z.string().default(''),
  values: z.record(z.string(), z.string()),
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
  /**
   * By language family, without sub-modules: those of a package belong to it. An empty name stands for global names,
   * for languages that load classes by name alone.
   */
  packages: z.partialRecord(family, z.array(z.string()).min(1)),
  /** Those of them whose names projects give modules of their own: such a module is what is meant where there is one. */
  commonNames: z.array(z.string()).default([]),
  /** What the package's default export is called among its named ones. */
  defaultExport: z.string().optional(),
  /** Members that change nothing about what is reached, with a call behind them or not. */
  lookThrough: z.array(z.string()).default([]),
  /** Calls that hand one of their arguments on as it is: `openai.Int(500)`, `wrapOpenAI(client)`. */
  passThrough: z
    .array(
      z.strictObject({
        path: z.string(),
        languages: z.array(family).optional(),
        packages: z.array(z.string()).optional(),
        argument: z.union([z.number().int(), z.string()]).default(0),
      }),
    )
    .default([]),
  /** Fields that a decorator of a class fills with what its methods return that have another decorator. */
  collections: z.array(z.strictObject({ decorator: z.string(), fields: z.record(z.string(), z.string()) })).default([]),
  constants: z.array(constantsSchema).default([]),
  messages: z.array(messageSchema).default([]),
  /** What a bare text means that names a model: `openai:gpt-4o`, `openai/gpt-4o`. */
  modelText: z
    .strictObject({
      separator: z.string(),
      /** The router that such ids go through. */
      router: z.string().optional(),
      /** Provider ids of prefixes that are not one. */
      providers: z.record(z.string(), z.string()).default({}),
      /** Only these prefixes count; any when absent. */
      isClosed: z.boolean().default(false),
    })
    .optional(),
  clients: z.record(z.string(), z.array(clientSchema)).default({}),
  calls: z.array(callSchema).default([]),
  /** Values that stand for a model. */
  modelObjects: z
    .strictObject({
      /** Methods of a provider that take a model id, beside calling it. */
      accessors: z.array(z.string()),
      providers: z.array(modelObjectSchema),
      /** Calls that wrap a model: where the inner one stands. */
      wrappers: z.array(z.strictObject({ from: z.string(), path: z.string(), read: places })).default([]),
    })
    .optional(),
});

export type SignatureTable = z.output<typeof signatureTableSchema>;
export type CallSignature = SignatureTable['calls'][number];
export type ClientSignature = SignatureTable['clients'][string][number];

/** The language families that a table's packages are for. */
export function familiesOf({ packages }: SignatureTable): readonly LanguageFamily[] {
  return languageFamilies.filter(each => packages[each]?.length);
}
