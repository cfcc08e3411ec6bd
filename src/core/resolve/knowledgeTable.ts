import { z } from 'zod';
import { documentFormats } from './documents';
import { TAG_MARKS } from './templateTags';
import { changeRates, volatilities } from './volatility';

const volatility = z.enum(volatilities);
const changes = z.enum(changeRates);

/** A path from a module; without one, from a global name. */
const target = { from: z.string().default(''), path: z.string() };

/** What a language's adapter says of the language's own library. */
export const knowledgeSchema = z.strictObject({
  /**
   * Reads of environment variables and settings: the name is the member behind the path, the one that `*` at its end
   * stands for, or an argument of the call that it ends with.
   */
  environment: z.array(
    z.strictObject({
      ...target,
      fallback: z.number().int().optional(),
      /** Where files hold the values, by the name as `file.key.key`: Laravel's `config('services.openai.model')`. */
      folder: z.string().optional(),
    }),
  ),
  /** Files that hold settings, the first of which that says something of one holds. */
  configuration: z
    .array(
      z.strictObject({
        files: z.array(z.string()).min(1),
        variants: z.strictObject({ named: z.string(), files: z.array(z.string()).min(1) }).optional(),
      }),
    )
    .default([]),
  /** Files that show which variables the environment has to hold, from any folder above the code. */
  examples: z.array(z.string()).default([]),
  /** Calls on a configuration that give a part of it, by the name before its settings': `GetSection("OpenAI")`. */
  sections: z.array(z.string()).default([]),
  /** How objects are filled in from a part of the configuration. */
  boundSettings: z
    .strictObject({
      /** Annotations of classes that name the part. */
      annotations: z.array(z.string()).default([]),
      /** Methods whose type argument is the class, and whose last argument is the part or a function that sets fields. */
      configure: z.array(z.string()).default([]),
      /** The same, where a later step of the chain is given the part. */
      options: z
        .strictObject({ methods: z.array(z.string()), steps: z.array(z.string()) })
        .prefault({ methods: [], steps: [] }),
      /** Methods that give an object of their type argument, called on the part. */
      get: z.array(z.string()).default([]),
      /** Methods that fill in an object which they are given, called on the part. */
      bind: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** Members of a configuration that is being made, which change nothing about how it is read. */
  configurationSteps: z.array(z.string()).default([]),
  /**
   * Objects of packages in which code keeps values under keys, to read them elsewhere. `isShared`: other files read them
   * too. `keyedBy`: names of arguments that give a key to somebody else who puts values there, as a widget does.
   */
  stores: z
    .array(
      z.strictObject({
        ...target,
        isShared: z.boolean().default(false),
        keyedBy: z.array(z.string()).default([]),
        /** What is read from the environment is what code puts here. */
        isEnvironment: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Calls that give one of the elements, or keys, of an argument: by chance or by a user's choice. */
  picks: z
    .array(z.strictObject({ ...target, argument: z.number().int().default(0), name: z.string().optional() }))
    .default([]),
  /** Values that change by themselves. The most specific path wins. */
  volatile: z.array(z.strictObject({ ...target, volatility, changes })),
  /**
   * Calls that hand one of their arguments on as it is; -1 is the last of them. `name` is what it may be given by, `maker` the name of one that
   * is called for the value. `isOption`: who starts the program, or asks it something, may give another. `isAny`: the
   * first that is no object of the call's own package, where versions of it differ in their order. `type`: the index of
   * the argument that says of what type it is.
   */
  passThrough: z.array(
    z.strictObject({
      ...target,
      argument: z.number().int().default(0),
      name: z.string().optional(),
      maker: z.string().optional(),
      isOption: z.boolean().default(false),
      isAny: z.boolean().default(false),
      type: z.number().int().nonnegative().optional(),
    }),
  ),
  /**
   * Parsers of a command line: methods that declare an option, methods that give all of them as fields, and those that
   * give the fields as the first of several things.
   */
  commandLine: z
    .array(
      z.strictObject({
        ...target,
        declares: z.array(z.string()).min(1),
        reads: z.array(z.string()).min(1),
        readsSome: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  /** Decorators of a function that declare an option of the command line, which it gets as a parameter. */
  optionDecorators: z.array(z.strictObject(target)).default([]),
  /** Calls, as a parameter's default or beside its type, that have what they are given made and handed over. */
  injections: z.array(z.strictObject(target)).default([]),
  /** Decorators that run a test with several values of parameters, which they name first. */
  parametrized: z.array(z.strictObject(target)).default([]),
  /** Decorators of functions whose result tests get that have a parameter of that name. */
  fixtures: z.array(z.strictObject(target)).default([]),
  /**
   * Calls that check settings by a schema: which argument it is, keys under which it has its parts, and whether it was
   * given to the first call of the path rather than to the last.
   */
  schemas: z
    .array(
      z.strictObject({
        ...target,
        argument: z.number().int().default(0),
        under: z.array(z.string()).default([]),
        isFirst: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Classes whose fields are read from the environment where it has a variable of their name. */
  settingsClasses: z.array(z.strictObject(target)).default([]),
  /** Calls that give a member of their first argument by the name that is the second, or else the third: `getattr()`. */
  memberReads: z.array(z.strictObject(target)).default([]),
  /**
   * What makes a form: the methods that write a field of it, and which of their arguments are its name and value. A
   * method that is given only one argument adds another form.
   */
  forms: z
    .array(
      z.strictObject({
        ...target,
        fields: z.array(z.string()).min(1),
        name: z.number().int().nonnegative().default(0),
        value: z.number().int().nonnegative().default(1),
      }),
    )
    .default([]),
  /** Calls that give the first of their arguments that is there. */
  fallbacks: z.array(z.strictObject(target)).default([]),
  /** Annotations of methods that provide objects to who asks for one of their type. */
  providers: z.array(z.string()).default([]),
  /** Annotations that give such an object a name, and those of the one that is meant where nothing else is said. */
  beans: z
    .strictObject({ qualifying: z.array(z.string()).default([]), preferring: z.array(z.string()).default([]) })
    .prefault({}),
  /** Annotations that make a builder of a class, with the methods that begin and end one. */
  builders: z
    .strictObject({
      annotations: z.array(z.string()).default([]),
      starts: z.array(z.string()).default([]),
      ends: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** Modules whose values only stand in for others in tests, whatever their declared type says. */
  doubles: z.array(z.string()).default([]),
  /** Calls that put the keys of their arguments together, later ones over earlier ones. */
  merge: z.array(z.strictObject(target)),
  /** Calls that fill their first argument with the others: `%s` of `Sprintf`, `{}` of `format`. */
  formatCalls: z.array(z.strictObject({ ...target, style: z.enum(['percent', 'braces', 'path']) })).default([]),
  /** Methods that tell a container of services of an object that it hands out. */
  registrations: z.array(z.string()).default([]),
  /** Calls whose named arguments are the keys of a dictionary. */
  recordOf: z.array(z.strictObject(target)),
  /** How files are read, and what their paths are made with. */
  files: z
    .strictObject({
      /**
       * Calls whose result is the text of a file: `call` is the one, counted from 0, whose first argument names it, or
       * what the method is called on. `folder` is the call that is given where files lie. `at` says where a file lies
       * that is named otherwise than by its path: `{}` is its name, `{.}` its name with the dots as folders.
       */
      reads: z.array(
        z.strictObject({
          ...target,
          call: z.union([z.number().int(), z.literal('receiver')]).default(0),
          /** Which of its arguments names the file. */
          argument: z.number().int().default(0),
          folder: z.number().int().optional(),
          at: z.array(z.string()).default([]),
          /** What the name begins with where it is that of a file. */
          prefix: z.string().default(''),
          isTemplate: z.boolean().default(false),
        }),
      ),
      /** Methods that read what lies among the program's own files, whatever they are called on. */
      resources: z
        .strictObject({ methods: z.array(z.string()), prefix: z.string().default(''), at: z.array(z.string()) })
        .prefault({ methods: [], at: [] }),
      /** Calls that read data out of a text, or out of an open file, all of which the method `handle` gives. */
      documents: z
        .array(
          z.strictObject({
            ...target,
            argument: z.number().int().default(0),
            format: z.enum(documentFormats),
            handle: z.string().default('read'),
            /** The argument names the file, as a path or, where `reads` has the call too, as that says. */
            isFile: z.boolean().default(false),
            /** Keys under which it holds what is read, for one environment each; the first that is there counts. */
            sections: z.array(z.string()).default([]),
          }),
        )
        .default([]),
      /** Methods of a path that read it. */
      readMethods: z.array(z.string()).default([]),
      /** Calls that fill in a template: `call` is the one whose first argument is its text. */
      renders: z
        .array(
          z.strictObject({ ...target, call: z.number().int().default(0), marks: z.enum(TAG_MARKS).default('braces') }),
        )
        .default([]),
      /**
       * What paths begin with: the file itself, its folder, where the program runs, or a folder there, or a call over
       * paths.
       */
      starts: z
        .array(
          z.strictObject({
            ...target,
            is: z.enum(['file', 'folder', 'here', 'join', 'parent', 'under', 'url']),
            folder: z.string().default('.'),
          }),
        )
        .default([]),
      /** Members of a path. */
      steps: z
        .strictObject({
          join: z.array(z.string()).default([]),
          same: z.array(z.string()).default([]),
          parent: z.array(z.string()).default([]),
        })
        .prefault({}),
    })
    .prefault({ reads: [] }),
  /** Names of parameters and fields that tell whose they are. */
  names: z.array(z.strictObject({ match: z.string(), volatility, changes })),
  /** What methods do to a text, a list or a dictionary. */
  methods: z.strictObject({
    /** The same text, as far as its meaning and size go. */
    identity: z.array(z.string()),
    /** Those of them that change the case of letters. */
    lowerCase: z.array(z.string()).default([]),
    upperCase: z.array(z.string()).default([]),
    /** A part of it, with the same volatility. */
    part: z.array(z.string()),
    join: z.array(z.string()),
    /** Whether the separator or the list is what `join` is called on. */
    joinOn: z.enum(['separator', 'list']),
    format: z.array(z.string()),
    /** What gaps are marked by in what `format` fills. */
    formatStyle: z.enum(['percent', 'braces']).default('braces'),
    replace: z.array(z.string()),
    concat: z.array(z.string()),
    /** Of a text or address: puts its arguments behind it, with one slash between them. */
    joinPath: z.array(z.string()).default([]),
    map: z.array(z.string()),
    /** Gives a date as text without its time of day. */
    dayOnly: z.array(z.string()),
    /** Format strings of dates: the characters that tell the time of day. */
    timeDirectives: z.string(),
    /** Of languages that format dates by an example: what tells that a text is one, and that it has a time of day. */
    layouts: z.strictObject({ date: z.string(), time: z.string() }).optional(),
    get: z.array(z.string()),
    /** Give the first and the last element of a list. */
    first: z.array(z.string()).default([]),
    last: z.array(z.string()).default([]),
    /** Gives the keys of a dictionary, or its values, as a list. */
    keys: z.array(z.string()).default([]),
    values: z.array(z.string()).default([]),
    /** Puts what it is called on and its arguments one behind the other. */
    pipe: z.array(z.string()).default([]),
    /** Puts the keys of its arguments over those of the dictionary it is called on. */
    merge: z.array(z.string()).default([]),
    /** Called on a class, makes an object of it: Ruby's `new`. */
    construct: z.array(z.string()).default([]),
  }),
});

/** Such a table, with what it leaves out. */
export type Knowing = z.output<typeof knowledgeSchema>;
