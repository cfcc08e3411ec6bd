import type { CallExpression, Expression } from '../syntax';
import type { Range } from '../text';
import { CALL, type Token } from './pattern';
import type { Resolver } from './resolver';
import type { Frame, ReferenceWorth, UnknownWorth, Worth } from './worth';

/** A type of a package, by the path from the package to an object of it. */
export interface TypeOfPackage {
  readonly module: string;
  readonly path: readonly Token[];
}

/** An object of a package's type of which nothing else is known. */
export function objectOf(
  { module, path }: TypeOfPackage,
  range: Range,
  resolver: Resolver,
  frame: Frame,
): ReferenceWorth {
  const at = resolver.place(frame, range);
  return {
    kind: 'reference',
    module,
    steps: path.map(token =>
      token === CALL ? { kind: 'call', call: undefined, frame } : { kind: 'member', name: token, at },
    ),
    expression: { kind: 'import', module, range },
    frame,
    stepsAtLoad: 0,
    trail: [],
  };
}

/** What a call gives of something that is not known, by a method that only objects of one type have: `llm.bind_tools(…)`. */
export function revealedByMethod(
  resolver: Resolver,
  callee: UnknownWorth,
  call: CallExpression,
  frame: Frame,
): ReferenceWorth | undefined {
  if (call.callee.kind !== 'member' || callee.isTyped) return undefined;
  const { object, property, propertyRange } = call.callee;
  const type = resolver.host.packages.revealedBy(property, frame.program);
  if (!type) return undefined;
  const made = objectOf(type, object.range, resolver, frame);
  const member = { kind: 'member', name: property, at: resolver.place(frame, propertyRange) } as const;
  return {
    ...made,
    steps: [...made.steps, member, { kind: 'call', call, frame }],
    expression: call,
    trail: callee.trail,
  };
}

/** A stage of a pipe of which nothing is known but that it stands behind a message: `prompt | llm`. */
export function revealedByPipe(
  resolver: Resolver,
  before: Worth,
  stage: Worth,
  { range }: Expression,
  frame: Frame,
): Worth {
  const message = before.kind === 'pipe' ? before.stages.at(-1) : before;
  if (stage.kind !== 'unknown' || stage.isTyped || message?.kind !== 'reference') return stage;
  const type = resolver.host.packages.revealedBehind(message);
  return type ? { ...objectOf(type, range, resolver, frame), trail: stage.trail } : stage;
}
