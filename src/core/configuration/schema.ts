import { z } from 'zod';
import { signatureTableSchema } from '../signatures';
import { CONFIGURATION_FILE } from './file';

/** Signatures of one file. */
export const MAX_SIGNATURES = 200;
/** Characters of a name or path; longer ones are generated. */
const MAX_PATH = 200;
const MAX_LIST = 10;
const MAX_METHODS = 100;

const NAME = String.raw`[\p{L}_$][\p{L}\p{N}_$]*[?!]?`;
/** A step of a place: a name, an argument by its position, a call by its name, each element of a list. */
const STEP = String.raw`(?:${NAME}(?:\(\))?|[\w-]+|@\d+\+?|\*)`;
const SOURCE = '(?:client|maker|chain|options|piped|global|parameter|constructor|decorator)';

const place = z
  .string()
  .max(MAX_PATH)
  .regex(new RegExp(String.raw`^\??(?:${SOURCE}:)?${STEP}(?:\.${STEP})*$`, 'u'), {
    error:
      'is no place of a value: the name of a parameter (`prompt`), a key of one (`options.model`), or a position (`@0`)',
  })
  .meta({
    description:
      'The name of a parameter (`prompt`), a key of one (`options.model`), or the position of an argument (`@0`).',
  });

const places = z.union([place, z.array(place).min(1).max(MAX_LIST)], {
  error: 'has to be the name of a parameter, or a list of such names',
});

const name = (what: string, pattern: string): z.ZodString =>
  z
    .string()
    .max(MAX_PATH)
    .regex(new RegExp(`^${pattern}$`, 'u'), { error: `is not the name of ${what}` });

const oneName = name('a class', String.raw`${NAME}(?:(?:\.|::)${NAME}){0,3}`);

const file = z
  .string()
  .min(1)
  .max(500)
  .refine(path => !/^(?:[\\/~]|[a-z]:|file:)|(?:^|[\\/])\.\.(?:[\\/]|$)/i.test(path), {
    error: 'has to be a path inside the workspace, relative to this file',
  });

/** Where a name comes from: at least one of them is needed. */
const origin = {
  in: file.optional().meta({ description: 'The file or folder that defines it, relative to this file.' }),
  from: z
    .string()
    .min(1)
    .max(MAX_PATH)
    .regex(/^[^\s'"`]+$/, { error: 'is not the name of a package or module' })
    .optional()
    .meta({ description: 'The package or module that it is imported from: `@acme/llm`, `acme.llm`.' }),
};

const outputCap = z.union(
  [
    places,
    z.strictObject({
      read: places.meta({ description: 'Where the output cap stands.' }),
      default: z
        .number()
        .int()
        .positive()
        .optional()
        .meta({ description: 'In tokens: what holds where a call sets none.' }),
    }),
  ],
  { error: 'has to be the name of a parameter, a list of such names, or `{ read, default }`' },
);

/** Where the values of a request stand. */
const values = {
  prompt: places
    .optional()
    .meta({ description: 'What is asked: a text or a list of messages. Of several all are sent.' }),
  system: places.optional().meta({ description: 'The system prompt.' }),
  tools: places.optional().meta({ description: 'The tools that are offered.' }),
  schema: places.optional().meta({ description: 'The schema of the answer.' }),
  model: places.optional().meta({ description: 'The name of the model. Of several the first that is given holds.' }),
  defaultModel: z
    .string()
    .min(1)
    .max(MAX_PATH)
    .regex(/^\S+$/, { error: 'is not the name of a model' })
    .optional()
    .meta({ description: 'The model that is asked where code names none.' }),
  outputCap: outputCap.optional().meta({ description: 'The most tokens that the answer may have.' }),
  streaming: z
    .union([z.literal('always'), z.literal('never'), place])
    .optional()
    .meta({ description: '`always`, `never`, or the parameter that says so.' }),
  provider: z.string().min(1).max(MAX_PATH).optional().meta({
    description: 'Who bills the calls. When absent, whoever makes the model.',
  }),
  mode: z.enum(['text', 'embedding', 'image', 'audio', 'other']).optional().meta({ description: 'What is asked for.' }),
  api: z.string().min(1).max(MAX_PATH).optional().meta({ description: 'What reports call the API: `workspace`.' }),
};

const functionSchema = z
  .strictObject({
    function: name('a function, or of a class and its method', String.raw`${NAME}(?:(?:\.|::)${NAME}){0,3}`).meta({
      description: 'A function that makes a request when it is called: `ask_llm`, or `LlmClient.ask` for a method.',
    }),
    ...origin,
    ...values,
  })
  .meta({ title: 'A function that makes the request' });

const classSchema = z
  .strictObject({
    class: oneName.meta({ description: 'A class whose methods make requests: `LlmClient`.' }),
    ...origin,
    ...values,
    methods: z
      .record(z.string().max(MAX_PATH), z.union([z.strictObject(values), z.null()]))
      .refine(methods => Object.keys(methods).every(each => new RegExp(`^${NAME}$`, 'u').test(each)), {
        error: 'has to name methods',
      })
      .refine(methods => Object.keys(methods).length <= MAX_METHODS, { error: `has more than ${MAX_METHODS} methods` })
      .meta({
        description:
          'The methods that make a request, each with its own places. Places beside `methods` are those of the constructor.',
      }),
  })
  .meta({ title: 'A client whose methods make requests' });

const decoratorSchema = z
  .strictObject({
    decorator: oneName.meta({ description: 'What makes every call of a function that carries it a request: `llm`.' }),
    ...origin,
    ...values,
  })
  .meta({ title: 'A decorator, annotation or attribute that makes the request' });

/** The parts of a table that a workspace may write; addresses are left to those that Meterline brings. */
const tableSchema = signatureTableSchema
  .omit({ endpoints: true, words: true, commonNames: true })
  .extend({
    sdk: z.string().max(MAX_PATH).default('workspace'),
    name: z.string().max(MAX_PATH).default('workspace'),
    sources: z.array(z.string()).default([CONFIGURATION_FILE]),
  })
  .meta({ title: 'A table as Meterline brings them for SDKs' });

/** The forms of a signature, by the key that tells which one is meant. */
export const signatureForms = {
  function: functionSchema,
  class: classSchema,
  decorator: decoratorSchema,
  packages: tableSchema,
} as const;

export type SignatureForm = keyof typeof signatureForms;
export type FunctionEntry = z.output<typeof functionSchema>;
export type ClassEntry = z.output<typeof classSchema>;
export type DecoratorEntry = z.output<typeof decoratorSchema>;
export type TableEntry = z.output<typeof tableSchema>;
export type Values = Pick<FunctionEntry, keyof typeof values>;

/** The whole of `.meterline.yaml`: one key for each part of the configuration. */
export const configurationSchema = z
  .strictObject({
    signatures: z
      .array(z.union([functionSchema, classSchema, decoratorSchema, tableSchema]))
      .max(MAX_SIGNATURES)
      .optional()
      .meta({ description: 'Functions of the workspace that make LLM calls, beside the SDKs that Meterline knows.' }),
  })
  .meta({ title: 'Meterline', description: `What ${CONFIGURATION_FILE} at the root of a workspace may say.` });
