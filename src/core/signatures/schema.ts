import { z } from 'zod';
import { languageFamilies, type LanguageFamily } from '../syntax';

const family = z.enum(languageFamilies);

/**
 * Where a value stands: `model` (a key of the request), `config.maxOutputTokens` (a key in a key),
 * `@0` (an argument by position), `@options` (one by name), `@1.maxTokens`, `agent.model.@0` (an argument of the call
 * that made what is there, `@*` all of them), `@1+` (an argument and all behind it, as a list), `@named` (all that are given by name, as
 * one object), `client:baseURL` (a key of the calls that made the client, the last first), `client:@0`,
 * `maker:@1.Endpoint` (an argument of the first of them),
 * `chain:withPrompt` (what a step between client and method was given), `piped:` (what stands before the receiver in a
 * pipe), `options:WithModel` (what an option among the arguments was given).
 * `requests.*.params` is a key of every element of a list; `global:Settings.llm`, `global:configure().lm` what code sets
 * for the package, `within:context().lm` what a context manager of the package sets around the call, `environment:OPENAI_BASE_URL` what it sets an environment variable to that the package reads.
 * `AddModel().@0` is an argument of the call of that name among those that made or changed what is asked.
 * `parameter:model` is what a function of the workspace gets, or takes by default, for its parameter of that name,
 * `constructor:model` the same for the object that a method is called on, else its field, `decorator:model` for a decorator
 * of the function; where the function is not known, an argument or key of that name.
 * A key is also what a builder was given: `maxTokens` reads `.maxTokens(9)`, `.setMaxTokens(9)`, `.withMaxTokens(9)`.
 * Several: the first that is there. One that begins with `?` does not count where it can't be told; one that begins with
 * `~` only where it is written, not where it might be among what is spread.
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
  /**
   * A function of the request's package that its value goes through, `openai.Int(500)`; or the functions of other
   * packages of which one does where its file imports the package.
   */
  through: z.union([z.string(), z.array(z.strictObject({ from: z.string(), name: z.string() })).min(1)]).optional(),
  /** False where it can't be written as a number in the request itself. */
  isWritable: z.boolean().default(true),
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

const httpSchema = z.strictObject({
  url: places,
  /** What stands before the address, such as the base URL that a client was made with. */
  base: places.optional(),
  /**
   * How a container is told what stands before the addresses of clients that it makes: methods that are handed a
   * function which sets the field, for the class in whose type argument the client is used, or for the name that a
   * factory is given.
   */
  registered: z
    .strictObject({ methods: z.array(z.string()).min(1), factories: z.array(z.string()), field: z.string() })
    .optional(),
  body: places,
  /** Where a form is a list of its parts, and under which keys each says its name and holds its value. */
  parts: z.strictObject({ read: places, name: z.string(), value: z.string() }).optional(),
  /** Where the method stands; requests without one, or with another than POST, are passed over. */
  method: places.optional(),
});

const callSchema = z.strictObject({
  id: z.string(),
  api: z.string(),
  mode: z.enum(['text', 'embedding', 'image', 'audio', 'other']).default('text'),
  /** It asks models of every kind, so that what it makes is what the model does, where that is known. */
  modeByModel: z.boolean().default(false),
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
   * Index of the argument that holds the request, with its name where it may be given by that. When absent: the named
   * arguments where the language has them, else the first one.
   */
  request: z
    .union([
      z.number().int().nonnegative(),
      z.strictObject({ index: z.number().int().nonnegative(), name: z.string() }),
    ])
    .optional(),
  /** Types of the request: where one is handed over, a receiver of which nothing is known is the SDK's. */
  requestTypes: z.array(z.string()).default([]),
  /** The method sends whatever it is handed: also on a known client the call is one only with such a request. */
  isByRequestType: z.boolean().default(false),
  /** Empty where only the client names it. */
  model: places.default([]),
  /** Where what sends the requests stands, if it is neither the model nor the client. */
  sentBy: places.default([]),
  /** Where a function stands whose result may name another model for some of the steps. */
  modelPerStep: places.optional(),
  /** The model that is asked where neither call nor client names one. */
  defaultModel: z.string().optional(),
  outputCap: capSchema.optional(),
  /** Where it is asked for, or which of the methods do it. */
  streaming: z
    .union([
      z.enum(['always', 'never']),
      z.strictObject({ read: places.default([]), methods: z.array(z.string()).default([]) }),
    ])
    .default('never'),
  isBatch: z.boolean().default(false),
  choices: places.optional(),
  reasoning: z
    .strictObject({ effort: places.optional(), budget: places.optional(), enabled: places.optional() })
    .optional(),
  prompt: promptSchema.default([]),
  /**
   * Keys that a request gives without which the names on the way to its method prove nothing where the client can't be
   * known. Absent: such a call never counts.
   */
  shape: z.array(z.string()).min(1).optional(),
  /** Nothing else has a method of this name, so that it counts also where another package gives its receiver. */
  isUnmistakable: z.boolean().default(false),
  /** Who bills such a call, whatever its client is; not known when absent. */
  shapeProvider: z.string().optional(),
  /** Set for a call that sends any HTTP request: what it asks for is known by its address. */
  http: httpSchema.optional(),
  /** Keys with which the same method does something that is not billed. */
  notWith: z.array(z.string()).default([]),
  /** Words of which one stands in every file with such a call, for methods whose name is everybody's. */
  mentions: z.array(z.string()).default([]),
  /** Places without any of which it is another method of the same name. */
  onlyWith: z.array(z.string()).default([]),
  /** What must stand at a place for the call to be billed: one of the clients of this table. */
  onlyFor: z.strictObject({ read: places, client: z.string() }).optional(),
  /** Where the request says who serves it: `:openai`, `Provider::Anthropic`. */
  provider: places.optional(),
  /** Places where a text that begins so must stand: a path of one's choice, the name of a model. */
  given: z.array(z.strictObject({ read: places, startsWith: z.array(z.string()).min(1) })).default([]),
  /**
   * It sends something only with a model object of the tables, as another may run in the process itself; or also where
   * none is given.
   */
  modelObject: z.enum(['required', 'ifGiven']).optional(),
});

export const clientSchema = z.strictObject({
  /** From the package to the client, its type's name included where it is made otherwise: `[NewClient(), Client()]`. */
  paths: z.array(z.string()).min(1),
  /** Those of the table's packages when absent. */
  languages: z.array(family).optional(),
  /** Those of the table when absent. */
  packages: z.array(z.string()).optional(),
  /** Where it sends requests when nothing else is said; the table's own provider when absent. */
  provider: z.string().optional(),
  /** The same by the module of the package that it comes from: `providers::openai::Client`. */
  providers: z.record(z.string(), z.string()).optional(),
  baseUrl: places.optional(),
  /**
   * Places that say, when something true stands there, or an object of a type, that it belongs to another provider.
   */
  moves: z
    .array(
      z.strictObject({
        key: z.string(),
        type: z.string().optional(),
        provider: z.string(),
        /** A switch, which must be on, rather than something that is given at all. */
        isSwitch: z.boolean().default(false),
      }),
    )
    .default([]),
  /** The SDK whose way to name models it takes, where that is another's: `litellm`. */
  namesModelsAs: z.string().optional(),
  /** Where the request or its client names who serves it, by a name of `modelText.providers`, above the client's own. */
  providerFrom: places.optional(),
  /**
   * Where its making names a model, for clients that stand for one: it holds where a call names none, and the client is
   * a model object for other calls.
   */
  model: places.optional(),
  /** Where nothing of the code makes one: a group of the table's `settings`, of which those of the client's provider hold. */
  settings: z.string().optional(),
  /** Which of several objects of a group it is: where its name stands. */
  settingsOf: places.optional(),
});

/**
 * Settings by which an application says what an object stands for that it is handed: names under which its configuration
 * files hold them. `{}` stands for the name of one of several, and is left out with the dot behind it for the only one.
 */
const clientSettingsSchema = z.strictObject({
  provider: z.string(),
  model: z.array(z.string()).min(1),
  outputCap: z.array(z.string()).default([]),
  baseUrl: z.array(z.string()).default([]),
  /** What chooses this one, where there are settings of several. */
  chosenBy: z.strictObject({ setting: z.string(), is: z.string() }).optional(),
});

/** Values that stand for a message. */
const messageSchema = z.strictObject({
  paths: z.array(z.string()).min(1),
  languages: z.array(family).optional(),
  /** Left out for a part of a message, which has the role of the whole. */
  role: z.string().optional(),
  /** Where its role stands instead, when it is an argument too. */
  roleAt: places.optional(),
  /** Its content, among the arguments that made it. */
  text: places,
});

/** Members of the SDK that stand for a text, as those that name a model. */
const constantsSchema = z.strictObject({
  languages: z.array(family).optional(),
  /** Those of the table when absent. */
  packages: z.array(z.string()).optional(),
  /** What stands before the name: `ChatModel.`; empty where the name is a member of the package. */
  path: z.string().default(''),
  values: z.record(z.string(), z.string()),
});

const serviceSchema = z.strictObject({
  /** The clients that are such an interface, which their making names: `AiServices.create(Assistant.class, model)`. */
  client: z.string(),
  /** What an interface, or one of its methods, may carry instead. */
  annotations: z.array(z.string()).default([]),
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

/** What a written-out request says, and under which keys. */
export const requestSchema = callSchema.omit({ paths: true, on: true, http: true, languages: true, request: true });

/**
 * How a request is handed to a function of whatever name that sends it: `fetchSSE(url, { method: 'POST', body })`. The
 * address proves it, and that a method and a body are given.
 */
const senderSchema = callSchema.omit({ paths: true, on: true });

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Interfaces whose methods a package implements as HTTP requests, by what their annotations say:
 * `@POST("chat/completions") Call<Answer> ask(@Body Question question)`.
 */
const httpInterfaceSchema = callSchema.omit({ paths: true, on: true, http: true }).extend({
  /** Of the annotations. */
  packages: z.array(z.string()).min(1),
  /** Annotations of methods that send something with POST. */
  post: z.array(z.string()).min(1),
  /** Where the path stands, among what an annotation of the method is given; `path` names that annotation. */
  path: z.strictObject({ annotations: z.array(z.string()).min(1), read: places }),
  /** The annotation that the interface itself must have, and where a base of the paths stands there. */
  owner: z.strictObject({ annotations: z.array(z.string()).min(1), read: places }).optional(),
  /** Annotations of the interface that begin the paths of its methods. */
  prefix: z.strictObject({ annotations: z.array(z.string()).min(1), read: places }).optional(),
  /** The annotation of the parameter that is the body; the parameter without any when empty. */
  body: z.array(z.string()).default([]),
  /** Methods that are told the address before the paths, in files that mention one of the words. */
  bases: z.strictObject({ methods: z.array(z.string()).min(1), mentions: z.array(z.string()).min(1) }).optional(),
});

/** An address that bills, with the keys of the body that is sent there. */
const endpointSchema = z.strictObject({
  /** Matches the address without its query, slots written as `{}`; the group `model` is the model's name. */
  url: z.string().refine(isPattern, { error: 'is not a regular expression' }),
  /** The path alone tells; otherwise the host must be one of a provider that is known. */
  isTelling: z.boolean().default(false),
  /** Providers whose hosts it is an address of; any when absent. */
  providers: z.array(z.string()).optional(),
  /**
   * What shows on a host that is not known that the API is meant, as others have such an address too: keys of which the
   * body gives one, and those that it gives `all`, or, where the body can't be read, words of which one stands in the
   * file. Where it `isNamed`, one of the words must stand there in any case.
   */
  evidence: z
    .strictObject({
      body: places.optional(),
      all: z.array(z.string()).default([]),
      words: z.array(z.string()).default([]),
      isNamed: z.boolean().default(false),
    })
    .optional(),
  call: requestSchema,
});

/** A body that no other API has, for requests of whose address nothing is known. */
const bodySchema = z.strictObject({
  /** Keys that it gives. */
  keys: z.array(z.string()).min(1),
  /** A list among them, and keys that an element of it has. */
  list: z.strictObject({ key: z.string(), of: z.array(z.string()).min(1) }).optional(),
  /** Words of which one stands in the file where the list can't be read, such as those of the answer. */
  words: z.array(z.string()).default([]),
  /** Words of which one stands in every file with such a request, as those of a key that it is sent with. */
  mentions: z.array(z.string()).min(1),
  call: requestSchema,
});

export const signatureTableSchema = z.strictObject({
  sdk: z.string(),
  name: z.string(),
  /** Where the facts were read, with date. */
  sources: z.array(z.string()).min(1),
  provider: z.string().optional(),
  /** The SDK asks whoever makes the model, when nobody else is named. */
  isServedByMaker: z.boolean().default(false),
  /**
   * By language family, without sub-modules: those of a package belong to it. An empty name stands for global names,
   * for languages that load classes by name alone. One that begins with `./` is a file or folder of the workspace.
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
        /** By its index or name; where arguments have no names, a name is a key of the first one. */
        argument: z.union([z.number().int(), z.string()]).default(0),
      }),
    )
    .default([]),
  /** Types whose objects containers hand out, and methods of the SDK by which a container is told of one. */
  registrations: z
    .array(z.strictObject({ types: z.array(z.string()).min(1), calls: z.array(z.string()).default([]) }))
    .default([]),
  /** Calls that take something out of a table which the code wrote: a registry of agents, aliases of models. */
  lookUps: z
    .array(
      z.strictObject({
        paths: z.array(z.string()).min(1),
        languages: z.array(family).optional(),
        /** A key of what made the receiver; `@0` is its first argument. The entry is named by the call's first one. */
        in: z.string(),
        /** A key of the same where something else stands that has the method, for names that are not in the table. */
        otherwise: z.string().optional(),
        /** Between the entry's name and what its own method of that name is called with: `openai:gpt-4o`. */
        separator: z.string().optional(),
      }),
    )
    .default([]),
  /** What functions are handed that are handed to a call: `createStep({ execute: async ({ mastra }) => … })`. */
  callbacks: z
    .array(
      z.strictObject({
        paths: z.array(z.string()).min(1),
        languages: z.array(family).optional(),
        /** The key of the call's options under which the function stands. */
        under: z.string(),
        /** Parameters by their index, with the key of them: `0.mastra`. */
        parameters: z.array(z.string()).min(1),
        /** The path of the package that makes such a value: `Mastra()`. */
        is: z.string(),
      }),
    )
    .default([]),
  /**
   * What shows that something is an object of a type of the SDK of which nothing else is known, in files that mention one
   * of the words: methods that only such objects have, and that it stands in a pipe behind a message of the table.
   */
  revealing: z
    .array(
      z.strictObject({
        languages: z.array(family).optional(),
        methods: z.array(z.string()).min(1),
        module: z.string(),
        is: z.string(),
        mentions: z.array(z.string()).min(1),
      }),
    )
    .default([]),
  /**
   * Types that say of what type members of theirs are, each by the index of one of the types that fill them in:
   * `RunContext[Deps]`.
   */
  generics: z
    .array(
      z.strictObject({
        paths: z.array(z.string()).min(1),
        packages: z.array(z.string()).optional(),
        members: z.record(z.string(), z.number().int().nonnegative()),
      }),
    )
    .default([]),
  /** Fields that a decorator of a class fills with what its methods return that have another decorator. */
  collections: z.array(z.strictObject({ decorator: z.string(), fields: z.record(z.string(), z.string()) })).default([]),
  /** Values that tests put in a model's place: a call with one bills nothing. */
  doubles: z.array(z.string()).default([]),
  constants: z.array(constantsSchema).default([]),
  messages: z.array(messageSchema).default([]),
  /** What a bare text means that names a model: `openai:gpt-4o`, `openai/gpt-4o`. */
  modelText: z
    .strictObject({
      separator: z.string().optional(),
      /** What the name stands behind, in a path of which it is the end. */
      after: z.string().optional(),
      /** The router that such ids go through. */
      router: z.string().optional(),
      /** Provider ids of prefixes that are not one. */
      providers: z.record(z.string(), z.string()).default({}),
      /** Only these prefixes count; any when absent. */
      isClosed: z.boolean().default(false),
    })
    .optional(),
  clients: z.record(z.string(), z.array(clientSchema)).default({}),
  settings: z.record(z.string(), z.array(clientSettingsSchema)).default({}),
  /** Interfaces of the workspace that the package implements: every method of one is a call. */
  services: z.array(serviceSchema).default([]),
  calls: z.array(callSchema).default([]),
  /** What makes every call of a function that carries it a call; places of `decorator:` are what it is given. */
  decorators: z.array(z.strictObject({ paths: z.array(z.string()).min(1), call: requestSchema })).default([]),
  senders: z.array(senderSchema).default([]),
  httpInterfaces: z.array(httpInterfaceSchema).default([]),
  /** Addresses that bill, the most specific first. */
  endpoints: z.array(endpointSchema).default([]),
  /** Bodies that tell what is asked where the address does not, the most specific first. */
  bodies: z.array(bodySchema).default([]),
  /** Words of which one stands in every file that can hold a call; the names of packages and methods when absent. */
  words: z.array(z.string()).optional(),
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

export type ClientSettings = SignatureTable['settings'][string][number];

export type HttpInterface = SignatureTable['httpInterfaces'][number];

export type TellingBody = SignatureTable['bodies'][number];

export type Endpoint = SignatureTable['endpoints'][number];

/** The language families that a table's packages are for. */
export function familiesOf({ packages }: SignatureTable): readonly LanguageFamily[] {
  return languageFamilies.filter(each => packages[each]?.length);
}

/** All packages of a language family that a table names, for whatever it does. */
export function packagesOf(table: SignatureTable, family: LanguageFamily): readonly string[] {
  const { clients, constants, passThrough, modelObjects, packages } = table;
  const all = familiesOf(table);
  const own = [...Object.values(clients).flat(), ...constants, ...passThrough].flatMap(entry =>
    (entry.languages ?? all).includes(family) ? (entry.packages ?? []) : [],
  );
  const models = family === 'javascript' ? (modelObjects?.providers.flatMap(each => each.packages) ?? []) : [];
  return [...new Set([...(packages[family] ?? []), ...own, ...models])];
}
