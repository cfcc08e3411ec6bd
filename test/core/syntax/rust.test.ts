import assert from 'node:assert/strict';
import type { Expression, Program, TextExpression } from '../../../src/core/syntax';
import { parse } from '../pipeline';

/** What `value` holds in `let value = …;`. */
async function valueOf(source: string): Promise<{ value: Expression; program: Program; text: string }> {
  const text = `fn main() { let value = ${source}; }`;
  const program = await parse(text, 'main.rs');
  const main = program.module.bindings.get('main')?.[0]?.value;
  const value = main?.kind === 'function' ? main.scope.bindings.get('value')?.[0]?.value : undefined;
  assert.ok(value, 'a value is bound');
  return { value, program, text };
}

async function textOf(source: string): Promise<{ text: TextExpression; source: string }> {
  const { value, text } = await valueOf(source);
  assert.ok(value.kind === 'text');
  return { text: value, source: text };
}

/** Slots in braces. */
const read = ({ parts }: TextExpression): string =>
  parts.map(part => (part.kind === 'piece' ? part.text : `{${nameOf(part.expression)}}`)).join('');

const nameOf = (value: Expression): string =>
  value.kind === 'name'
    ? value.name
    : value.kind === 'member'
      ? `${nameOf(value.object)}.${value.property}`
      : value.kind;

const named = (program: Program): string[] =>
  program.calls.map(({ nameRange }) => program.text.slice(nameRange.start, nameRange.end));

describe('texts of Rust', () => {
  const cases: [name: string, source: string, expected: string][] = [
    ['have escapes', String.raw`"a\n\u{1F600}\x41\\\""`, 'a\n\u{1F600}A\\"'],
    ['go on behind a backslash', '"one \\\n      two"', 'one two'],
    ['may be raw', 'r#"a \\n "b""#', 'a \\n "b"'],
    ['may be bytes', 'b"abc"', 'abc'],
    [
      'are filled by name, number and order',
      'format!("{a} {} {0} {c:>5} {}", x.y, z, c = w)',
      '{a} {x.y} {x.y} {w} {z}',
    ],
    ['keep doubled braces', 'format!("{{\\"a\\": {x:?}}}")', '{"a": {x}}'],
    ['are put together when built', 'concat!("a", 1, "b")', 'a{number}b'],
    ['may be indented', 'indoc::indoc! {"a {b}"}', 'a {b}'],
  ];
  for (const [name, source, expected] of cases)
    it(name, async () => {
      assert.equal(read((await textOf(source)).text), expected);
    });

  it('know where each piece stands', async () => {
    const { text, source } = await textOf('format!("Hi {name}, \\"you\\" {0}!", other)');
    const places = text.parts.map(({ range }) => source.slice(range.start, range.end));
    assert.deepEqual(places, ['Hi ', '{name}', ', \\"you\\" ', '{0}', '!']);
    assert.equal(text.content && source.slice(text.content.start, text.content.end), 'Hi {name}, \\"you\\" {0}!');
  });
});

describe('macros of Rust', () => {
  it('hold JSON', async () => {
    const { value } = await valueOf('json!({ "a": [1, null, { "b": f(x)? }], "c": true, key: -2.5 })');
    assert.ok(value.kind === 'record');
    assert.deepEqual(
      value.entries.map(entry => (entry.kind === 'entry' && typeof entry.key === 'string' ? entry.key : '?')),
      ['a', 'c', '?'],
    );
    const [first] = value.entries;
    assert.ok(first?.kind === 'entry' && first.value.kind === 'list');
    assert.deepEqual(
      first.value.items.map(item => item.value.kind),
      ['number', 'nothing', 'record'],
    );
  });

  it('are read for calls, whatever else they hold', async () => {
    const { program } = await valueOf(
      'tokio::select! { x = a.first() => { b.second().await; } _ = c[0].third::<T>(|y| y.fourth()) => {} }',
    );
    assert.deepEqual(named(program), ['first', 'second', 'third', 'fourth']);
    const traced = await valueOf('info!(id = %x.fifth(), ?y, "text {}", Point { x: 1, ..base.sixth() })');
    assert.deepEqual(named(traced.program), ['fifth', 'Point', 'sixth']);
  });

  it('have variables of their own', async () => {
    const { program } = await valueOf('stream! { let item = load(); if let Some(x) = item { send(x); } }');
    assert.deepEqual(named(program), ['load', 'send']);
    const call = program.calls[1];
    const [argument] = call?.arguments ?? [];
    assert.ok(argument?.value.kind === 'name');
    assert.ok(argument.value.scope.kind === 'block');
  });
});

describe('Rust that is hard to read', () => {
  const deep = 10_000;
  const cases: [name: string, text: string][] = [
    ['nests brackets', `fn f() { let x = ${'('.repeat(deep)}1${')'.repeat(deep)}; }`],
    ['nests brackets in a macro', `fn f() { json!(${'['.repeat(deep)}1${']'.repeat(deep)}); }`],
    ['nests macros', `fn f() { ${'vec![format!("{}", '.repeat(300)}1${')]'.repeat(300)}; }`],
    ['nests blocks', `fn f() { ${'if x { '.repeat(deep)}${'}'.repeat(deep)} }`],
    ['adds without end', `fn f() { let x = ${'a + '.repeat(deep)}1; }`],
    ['adds without end in a macro', `fn f() { println!("{}", ${'a + '.repeat(deep)}1); }`],
    ['negates without end in a macro', `fn f() { println!("{}", ${'!'.repeat(deep)}a); }`],
    ['calls without end', `fn f() { a${'.b()'.repeat(deep)}; }`],
    ['calls without end in a macro', `fn f() { x!(a${'.b()'.repeat(deep)}); }`],
    ['has a long match', `fn f() { match x { ${'A => "a",'.repeat(deep)} } }`],
    ['hides one name again and again', `fn f() { ${'let x = x; '.repeat(500)} }`],
    ['opens and does not close', `fn f() { json!({ "a": [ { ( "${'{'.repeat(deep)}`],
  ];
  for (const [name, text] of cases)
    it(name, async () => {
      assert.ok(await parse(text, 'a.rs'));
    });

  it('is read as far as it is whole', async () => {
    const program = await parse('fn f( { client.chat().create(r).await?; let x = ;\nfn g() { other.send() }', 'a.rs');
    assert.ok(program.hasErrors);
    assert.ok(named(program).includes('create'));
    assert.ok(named(program).includes('send'));
  });
});
