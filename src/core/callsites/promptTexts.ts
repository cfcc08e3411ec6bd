import { partsOf, type Resolver } from '../resolve';
import { toPromptParts } from '../prompts';
import type { Program, TextExpression } from '../syntax';
import { contains, LineMap } from '../text';
import { commentsAbove, marksPrompt } from './directives';
import type { CallSite, PromptText } from './types';

/** The long texts of a file that reach one of its calls, or that a comment marks as prompts. */
export function findPromptTexts(program: Program, sites: readonly CallSite[], resolver: Resolver): PromptText[] {
  const lines = new LineMap(program.text);
  const marks = program.comments.filter(marksPrompt);
  return program.longTexts.flatMap((text): PromptText[] => {
    const callSites = sites
      .filter(site =>
        site.prompt.segments.some(({ parts }) =>
          parts.some(part => part.range !== undefined && contains(text.range, part.range)),
        ),
      )
      .map(({ id }) => id);
    const isMarked =
      marks.length > 0 &&
      commentsAbove(program.comments, lines.position(text.range.start).line, lines).some(marksPrompt);
    if (!callSites.length && !isMarked) return [];
    resolver.refuel();
    const frame = resolver.root(program);
    const parts = toPromptParts(program.file, partsOf(resolver, resolver.evaluate(text, frame), text, frame));
    const name = nameOf(program, text);
    return [{ range: text.range, parts, callSites, ...(name === undefined ? {} : { name }) }];
  });
}

function nameOf(program: Program, text: TextExpression): string | undefined {
  for (const [name, bindings] of program.module.bindings) {
    if (
      bindings.some(
        ({ value }) =>
          value && contains(value.range, text.range) && value.kind !== 'function' && value.kind !== 'class',
      )
    )
      return name;
  }
  return undefined;
}
