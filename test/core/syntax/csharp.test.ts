import assert from 'node:assert/strict';
import { Linker, type Resolver, type Worth } from '../../../src/core/resolve';
import { loadSignatures } from '../../../src/core/signatures';
import { Programs, SourceParser, type Program } from '../../../src/core/syntax';
import { readFixture } from '../expectations';
import { grammars, InMemoryWorkspace, parse } from '../pipeline';

const linker = new Linker(new Programs(new SourceParser(grammars)), new InMemoryWorkspace(), loadSignatures());

/** A value as an expectation writes it: text with its slots in braces, `a | b` for a choice, the path of a reference. */
function show(resolver: Resolver, worth: Worth): string {
  switch (worth.kind) {
    case 'text':
      return worth.parts.map(part => (part.kind === 'text' ? part.text : `{${part.name}}`)).join('');
    case 'number':
    case 'boolean':
      return String(worth.value);
    case 'nothing':
      return 'nothing';
    case 'choice':
      return worth.options.map(option => show(resolver, option)).join(' | ');
    case 'list':
      return `[${worth.items.map(item => (item.kind === 'item' ? show(resolver, resolver.force(item.value)) : '…')).join(', ')}]`;
    case 'record':
      return `{ ${worth.items.map(item => (item.kind === 'entry' ? `${item.key}: ${show(resolver, resolver.force(item.value))}` : '…')).join(', ')} }`;
    case 'reference':
      return worth.steps
        .map(step => (step.kind === 'member' ? `.${step.name}` : '()'))
        .join('')
        .replace(/^\./, '');
    case 'unknown':
      return 'unknown';
    default:
      return worth.kind;
  }
}

/** What each `Probe(x)` is given, by the 1-based line it ends on. */
function probed(program: Program, resolver: Resolver): { line: number; value: string }[] {
  return program.calls
    .filter(({ nameRange }) => program.text.slice(nameRange.start, nameRange.end) === 'Probe')
    .flatMap(call => {
      const [argument] = call.arguments;
      if (!argument) return [];
      resolver.refuel();
      const value = show(resolver, resolver.evaluate(argument.value, resolver.root(program)));
      return [{ line: program.text.slice(0, call.range.end).split('\n').length, value: JSON.stringify(value) }];
    });
}

const expected = (text: string): { line: number; value: string }[] =>
  text.split('\n').flatMap((line, index) => {
    const value = /Probe\(.*\/\/ = (.*)$|^\s*"*\); \/\/ = (.*)$/.exec(line);
    const wanted = value?.[1] ?? value?.[2];
    return wanted === undefined ? [] : [{ line: index + 1, value: JSON.stringify(wanted.replaceAll('\\n', '\n')) }];
  });

describe('C#', () => {
  for (const file of ['values.cs', 'toplevel.cs']) {
    it(`evaluates the values of ${file}`, async () => {
      const text = readFixture(`syntax/csharp/${file}`);
      const program = await parse(text, file);
      const { answer } = await linker.resolve(program, resolver => probed(program, resolver));
      assert.deepEqual(answer, expected(text));
      assert.equal(program.hasErrors, false);
    });
  }

  it('opens namespaces that are used, and those around its own code', async () => {
    const program = await parse(
      'global using System;\nusing OpenAI.Chat;\nusing static A.Names;\nusing C = X.Y.Client;\nnamespace P.Q;\nclass K {}',
      'a.cs',
    );
    assert.deepEqual(program.opens, ['System', 'OpenAI.Chat', 'A.Names', 'P.Q', 'P']);
    assert.deepEqual(program.module.bindings.get('C')?.[0]?.import, { module: 'X.Y', name: 'Client' });
  });

  it('names a target-typed construction by the declared type', async () => {
    const program = await parse(
      'class S { private readonly ChatClient _c; S() { _c = new("m"); } ChatClient Make() => new("n"); }',
      'a.cs',
    );
    const names = program.calls.map(({ callee }) => (callee.kind === 'name' ? callee.name : callee.kind));
    assert.deepEqual(names, ['ChatClient', 'ChatClient']);
    assert.deepEqual(
      program.calls.map(({ nameRange }) => program.text.slice(nameRange.start, nameRange.end)),
      ['new', 'new'],
    );
  });

  it('gives the range of the braces to the fields of a construction', async () => {
    const text = 'var a = new Options { Max = 3 }; var b = new Options("x") { Max = 3 }; var c = new Options("y");';
    const { calls } = await parse(text, 'a.cs');
    const inner = calls.map(({ argumentsRange: at }) => at && text.slice(at.start, at.end));
    assert.deepEqual(inner, ['{ Max = 3 }', '{ Max = 3 }', '("y")']);
    assert.deepEqual(
      calls.map(({ hasFields }) => hasFields ?? false),
      [true, true, false],
    );
  });

  it('finds calls around code that is no C#', async () => {
    const { calls, hasErrors } = await parse('class A { void M() { var x = ; client.Send("a"); if ( } }', 'a.cs');
    assert.ok(hasErrors);
    assert.ok(calls.some(({ callee }) => callee.kind === 'member' && callee.property === 'Send'));
  });

  it('survives deep nesting and long sums', async () => {
    const nested = await parse(`var x = ${'('.repeat(10_000)}1${')'.repeat(10_000)};`, 'a.cs');
    assert.ok(nested.isTruncated);
    const sum = await parse(`var x = ${Array(5_000).fill('"a"').join(' + ')};`, 'a.cs');
    assert.equal(sum.module.bindings.has('x'), true);
  });
});
