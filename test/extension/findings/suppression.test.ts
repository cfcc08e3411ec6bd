import assert from 'node:assert/strict';
import type { FileAnalysis } from '../../../src/core/analysis';
import type { Finding } from '../../../src/core/rules';
import { LineMap } from '../../../src/core/text';
import { suppressions, type Lines } from '../../../src/extension/findings/suppression';
import { analysis, report, site } from '../reports';

function linesOf(text: string): Lines {
  const map = new LineMap(text);
  const lines = text.split('\n');
  return {
    lineOf: offset => map.position(offset).line,
    startOf: line => map.lineStart(line),
    textOf: line => lines[line] ?? '',
  };
}

const findingAt = (start: number): Finding => ({
  rule: 'unstable-cache-prefix',
  at: { start, end: start + 1 },
  severity: 'warning',
  message: '',
  callSite: '',
  atStakePerMillionCalls: undefined,
  related: [],
  fixes: [],
});

/** A file whose only text part stands in the given range. */
function withText(start: number, end: number): FileAnalysis {
  const part = { kind: 'text' as const, text: '', range: { start, end } };
  const prompt = { segments: [{ kind: 'system' as const, parts: [part] }], hasUnreadParts: false };
  return analysis(report({ site: site({ prompt }) }));
}

describe('comments that switch a rule off', () => {
  it('stand above the line of the finding, or at the top of the file', () => {
    const text = 'one\ntwo\nthree\n';
    const found = suppressions(findingAt(text.indexOf('three')), analysis(), linesOf(text));
    assert.deepEqual(
      found.map(({ line, text: comment }) => [line, comment]),
      [
        [2, 'meterline-disable-next-line unstable-cache-prefix -- reason'],
        [0, 'meterline-disable-file unstable-cache-prefix -- reason'],
      ],
    );
  });

  it('are not offered in the middle of a prompt', () => {
    const text = 'const p = `first\nsecond ${now}`;\n';
    const inside = withText(text.indexOf('first'), text.indexOf('`;'));
    const found = suppressions(findingAt(text.indexOf('now')), inside, linesOf(text));
    assert.deepEqual(
      found.map(({ isForLine }) => isForLine),
      [false],
    );
  });

  it('are offered where the prompt begins on the same line', () => {
    const text = 'x();\nconst p = `first ${now}\nsecond`;\n';
    const inside = withText(text.indexOf('first'), text.indexOf('`;'));
    const [found] = suppressions(findingAt(text.indexOf('now')), inside, linesOf(text));
    assert.equal(found?.line, 1);
  });

  it('stand in the script block that the finding is in', () => {
    const text = '<p/>\n<script>\ncall()\n</script>\n<script>other(\n)</script>\n<script>one()</script>\n';
    const stretches = [...text.matchAll(/<script>([^<]*)/g)].map(({ index, 1: code = '' }) => {
      const start = index + '<script>'.length;
      return { start, end: start + code.length };
    });
    const linesFor = (call: string) =>
      suppressions(findingAt(text.indexOf(call)), { ...analysis(), stretches }, linesOf(text)).map(({ line }) => line);
    assert.deepEqual(linesFor('call()'), [2, 2]);
    assert.deepEqual(linesFor('other('), [5], 'above the call, a comment would be markup');
    assert.deepEqual(linesFor('one()'), []);
  });

  it('stand in the cell that the finding is in, below its magic', () => {
    const cell = '%%time\ncall()\n';
    const before = 'first()\n\n';
    // The lines of a cell are those of its own document.
    const own = linesOf(cell);
    const lines: Lines = {
      lineOf: offset => own.lineOf(offset - before.length),
      startOf: line => own.startOf(line) + before.length,
      textOf: line => own.textOf(line),
    };
    const stretches = [
      { cell: 0, start: 0, end: before.length - 2 },
      { cell: 1, start: before.length, end: before.length + cell.length },
    ];
    const at = (before + cell).indexOf('call()');
    assert.deepEqual(
      suppressions(findingAt(at), { ...analysis(), stretches }, lines).map(({ line }) => line),
      [1, 1],
    );
  });

  it('leave first what has to stand first', () => {
    const text = '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\ncall()\n';
    const found = suppressions(findingAt(text.indexOf('call')), analysis(), linesOf(text));
    assert.equal(found.find(({ isForLine }) => !isForLine)?.line, 2);
  });
});
