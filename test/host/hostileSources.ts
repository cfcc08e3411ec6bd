// Sources that are made to do harm, in every language: deep, long, circular, broken.

/** How a language writes a file that holds a statement of one's choice and a call whose prompt is the variable `x`. */
interface Form {
  readonly file: string;
  /** @param value what `x` is @param before statements before it */
  readonly write: (value: string, before?: string) => string;
  /** Between a list's brackets. */
  readonly list: readonly [string, string];
  readonly block: (inner: string) => string;
  readonly plus: string;
}

const BRACES = (inner: string): string => `if (true) { ${inner} }`;

const javascript = (file: string, around: (code: string) => string = code => code): Form => ({
  file,
  write: (value, before = '') =>
    around(
      `import OpenAI from 'openai';\n${before}\nconst x = ${value};\nnew OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: x }] });\n`,
    ),
  list: ['[', ']'],
  block: BRACES,
  plus: ' + ',
});

const python = (file: string, around: (code: string) => string = code => code): Form => ({
  file,
  write: (value, before = '') =>
    around(
      `from openai import OpenAI\n${before}\nx = ${value}\nOpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": x}])\n`,
    ),
  list: ['[', ']'],
  block: inner => `if True: ${inner}`,
  plus: ' + ',
});

export const forms: Readonly<Record<string, Form>> = {
  typescript: javascript('a.ts'),
  javascript: javascript('a.js'),
  tsx: javascript('a.tsx'),
  vue: javascript('a.vue', code => `<template><p/></template>\n<script setup>\n${code}</script>\n`),
  svelte: javascript('a.svelte', code => `<script>\n${code}</script>\n<p/>\n`),
  python: python('a.py'),
  notebook: python('a.ipynb', source => JSON.stringify({ cells: [{ cell_type: 'code', source }] })),
  go: {
    file: 'a.go',
    write: (value, before = '') =>
      `package a\n\nimport (\n\t"context"\n\topenai "github.com/sashabaranov/go-openai"\n)\n\nfunc ask() {\n${before}\n\tx := ${value}\n\topenai.NewClient("k").CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{Model: "gpt-4o", Messages: []openai.ChatCompletionMessage{{Role: "user", Content: x}}})\n}\n`,
    list: ['[]any{', '}'],
    block: inner => `if true { ${inner} }`,
    plus: ' + ',
  },
  java: {
    file: 'A.java',
    write: (value, before = '') =>
      `import com.openai.client.okhttp.OpenAIOkHttpClient;\nimport com.openai.models.chat.completions.ChatCompletionCreateParams;\nclass A { void ask() {\n${before}\nString x = ${value};\nOpenAIOkHttpClient.fromEnv().chat().completions().create(ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(x).build());\n} }\n`,
    list: ['List.of(', ')'],
    block: BRACES,
    plus: ' + ',
  },
  kotlin: {
    file: 'a.kt',
    write: (value, before = '') =>
      `import com.openai.client.okhttp.OpenAIOkHttpClient\nimport com.openai.models.chat.completions.ChatCompletionCreateParams\nfun ask() {\n${before}\nval x = ${value}\nOpenAIOkHttpClient.fromEnv().chat().completions().create(ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(x).build())\n}\n`,
    list: ['listOf(', ')'],
    block: BRACES,
    plus: ' + ',
  },
  csharp: {
    file: 'a.cs',
    write: (value, before = '') =>
      `using OpenAI.Chat;\nclass A { void Ask() {\n${before}\nvar x = ${value};\nnew ChatClient("gpt-4o", "k").CompleteChat(x);\n} }\n`,
    list: ['new object[] {', '}'],
    block: BRACES,
    plus: ' + ',
  },
  rust: {
    file: 'a.rs',
    write: (value, before = '') =>
      `use async_openai::{Client, types::CreateChatCompletionRequestArgs};\nasync fn ask() {\n${before}\nlet x = ${value};\nlet request = CreateChatCompletionRequestArgs::default().model("gpt-4o").user(x).build().unwrap();\nClient::new().chat().create(request).await;\n}\n`,
    list: ['[', ']'],
    block: inner => `if true { ${inner} }`,
    plus: ' + ',
  },
  ruby: {
    file: 'a.rb',
    write: (value, before = '') =>
      `require "openai"\n${before}\nx = ${value}\nOpenAI::Client.new.chat(parameters: { model: "gpt-4o", messages: [{ role: "user", content: x }] })\n`,
    list: ['[', ']'],
    block: inner => `if true then ${inner} end`,
    plus: ' + ',
  },
  php: {
    file: 'a.php',
    write: (value, before = '') =>
      `<?php\n${before}\n$x = ${value};\nOpenAI::client('k')->chat()->create(['model' => 'gpt-4o', 'messages' => [['role' => 'user', 'content' => $x]]]);\n`,
    list: ['[', ']'],
    block: BRACES,
    plus: ' . ',
  },
};

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('');

/** Ways to do harm to what reads one file. */
export const harms: Readonly<Record<string, (form: Form) => string>> = {
  'a line of 200,000 characters': ({ write }) => write(`"${'x '.repeat(100_000)}"`),
  'a word of 200,000 characters': ({ write }) => write(`"${'x'.repeat(200_000)}"`),
  '10,000 nested brackets': ({ write, list: [open, close] }) => write(open.repeat(10_000) + close.repeat(10_000)),
  '10,000 brackets that nobody closes': ({ write, list: [open] }) => write(open.repeat(10_000)),
  '10,000 nested parentheses': ({ write }) => write(`${'('.repeat(10_000)}1${')'.repeat(10_000)}`),
  '3,000 nested blocks': ({ write, block }) => {
    let inner = 'f()';
    for (let index = 0; index < 3_000; index += 1) inner = block(inner);
    return write('"a"', inner);
  },
  'a sum of 5,000 texts': ({ write, plus }) =>
    write(Array.from({ length: 5_000 }, (_, index) => `"${String(index)}"`).join(plus)),
  'a chain of 5,000 calls': ({ write }) => write(`f()${times(5_000, index => `.m${String(index)}(1)`)}`),
  '5,000 nested calls': ({ write }) => write(`${'f('.repeat(5_000)}1${')'.repeat(5_000)}`),
  'a list of 50,000 elements': ({ write, list: [open, close] }) =>
    write(`${open}${times(50_000, index => `${String(index)},`)}1${close}`),
  'a text that nobody closes': ({ write }) => write(`"${'y'.repeat(50_000)}\n${'z\n'.repeat(10_000)}`),
  '5,000 variables that each are the two before': ({ write, file, plus }) => {
    const name = (index: number): string => `${file.endsWith('.php') ? '$' : ''}v${String(index)}`;
    const keyword = KEYWORDS[file.split('.').at(-1) ?? ''] ?? '';
    const end = /\.(?:py|ipynb|rb|go|kt)$/.test(file) ? '' : ';';
    const assign = file.endsWith('.go') ? ':=' : '=';
    const before = times(
      5_000,
      index =>
        `${keyword}${name(index)} ${assign} ${index < 2 ? '"a"' : `${name(index - 1)}${plus}${name(index - 2)}`}${end}\n`,
    );
    return write(name(4_999), before);
  },
};

const KEYWORDS: Readonly<Record<string, string>> = {
  ts: 'const ',
  js: 'const ',
  tsx: 'const ',
  vue: 'const ',
  svelte: 'const ',
  java: 'String ',
  kt: 'val ',
  cs: 'var ',
  rs: 'let ',
};

/** Files whose constants and imports lead back to themselves, and a call whose model is one of them. */
export const circles: Readonly<Record<string, string>> = {
  'ts/a.ts':
    "import OpenAI from 'openai';\nimport { b } from './b';\nexport const a = b;\nnew OpenAI().chat.completions.create({ model: a, messages: [] });\n",
  'ts/b.ts': "export * from './c';\nexport { a as b } from './a';\n",
  'ts/c.ts': "export * from './b';\n",
  'py/__init__.py': 'from .a import *\n',
  'py/a.py':
    'from openai import OpenAI\nfrom . import b\nfrom .b import *\nA = b.B\nOpenAI().chat.completions.create(model=A, messages=[])\n',
  'py/b.py': 'from .a import A\nfrom . import *\nB = A\n',
  'go/go.mod': 'module example.com/go\n',
  'go/a.go':
    'package a\n\nimport (\n\t"context"\n\topenai "github.com/sashabaranov/go-openai"\n)\n\nvar modelA = modelB\n\nfunc ask() {\n\topenai.NewClient("k").CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{Model: modelA})\n}\n',
  'go/b.go': 'package a\n\nvar modelB = modelA\n',
  'java/A.java':
    'import com.openai.client.okhttp.OpenAIOkHttpClient;\nimport com.openai.models.chat.completions.ChatCompletionCreateParams;\nclass A extends B { static final String MODEL = B.MODEL;\nvoid ask() { OpenAIOkHttpClient.fromEnv().chat().completions().create(ChatCompletionCreateParams.builder().model(MODEL).addUserMessage("a").build()); } }\n',
  'java/B.java': 'class B extends A { static final String MODEL = A.MODEL; }\n',
  'kt/A.kt':
    'import com.openai.client.okhttp.OpenAIOkHttpClient\nimport com.openai.models.chat.completions.ChatCompletionCreateParams\nobject A { val MODEL = B.MODEL\nfun ask() { OpenAIOkHttpClient.fromEnv().chat().completions().create(ChatCompletionCreateParams.builder().model(MODEL).addUserMessage("a").build()) } }\n',
  'kt/B.kt': 'object B { val MODEL = A.MODEL }\n',
  'cs/A.cs':
    'using OpenAI.Chat;\nclass A : B { public static string Model = B.Model;\nvoid Ask() { new ChatClient(A.Model, "k").CompleteChat("a"); } }\n',
  'cs/B.cs': 'class B : A { public static string Model = A.Model; }\n',
  'rs/Cargo.toml': '[package]\nname = "circle"\nversion = "0.1.0"\n',
  'rs/src/main.rs':
    'mod b;\nuse async_openai::{Client, types::CreateChatCompletionRequestArgs};\npub use crate::b::*;\npub const A: &str = b::B;\nasync fn ask() {\nlet request = CreateChatCompletionRequestArgs::default().model(A).build().unwrap();\nClient::new().chat().create(request).await;\n}\n',
  'rs/src/b.rs': 'pub use crate::*;\npub const B: &str = crate::A;\n',
  'rb/a.rb':
    'require "openai"\nrequire_relative "b"\nmodule A\n  MODEL = B::MODEL\nend\nOpenAI::Client.new.chat(parameters: { model: A::MODEL, messages: [] })\n',
  'rb/b.rb': 'require_relative "a"\nmodule B\n  MODEL = A::MODEL\nend\n',
  'php/A.php':
    "<?php\nclass A extends B { const MODEL = B::MODEL;\nfunction ask() { OpenAI::client('k')->chat()->create(['model' => self::MODEL, 'messages' => []]); } }\n",
  'php/B.php': '<?php\nclass B extends A { const MODEL = A::MODEL; }\n',
};
