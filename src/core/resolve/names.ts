import { mayBeType, scopeOf, type ClassExpression, type NameExpression, type Scope } from '../syntax';
import { contains } from '../text';
import { baseWith } from './bases';
import { argumentOf, bindingWorth } from './bindings';
import { fieldWorth } from './fields';
import { changesBefore, reaching, runsAtLoad } from './flow';
import { narrowed, taken } from './guards';
import { declaredElsewhere } from './imports';
import { orConstant } from './members';
import { applyChanges } from './records';
import { isStore } from './stores';
import { choiceOf, type Frame, type InstanceWorth, type ReferenceWorth, type Use, type Worth, via } from './worth';
import type { Resolver } from './resolver';

export function nameWorth(resolver: Resolver, expression: NameExpression, frame: Frame): Worth {
  const { isType = false } = expression;
  const scope = scopeOf(expression.name, expression.scope, isType);
  const named = scope?.bindings.get(expression.name);
  const bindings = isType ? named?.filter(mayBeType) : named;
  if (!scope || !bindings)
    return inheritedName(resolver, expression, frame) ?? globalWorth(resolver, expression, frame);
  const use: Use = { at: expression.range.start, block: expression.block };
  if (scope.isOpen && scope.owner?.kind === 'class') return ownMember(resolver, scope.owner, expression, frame, use);
  // A declaration without a value says something only where nothing else does.
  const valued = bindings.filter(binding => binding.value ?? binding.import ?? binding.parameter);
  const isHoisted = frame.program.language !== 'python';
  const holding = taken(resolver, reaching(valued.length ? valued : bindings, use, isHoisted), frame);
  const options = holding.map(binding => bindingWorth(resolver, binding, frame));
  const present = options.filter(option => option.kind !== 'nothing');
  const [first] = holding;
  let worth = choiceOf(present.length ? present : options);
  if (holding.length > 1 && present.length < options.length && worth.kind === 'unknown') worth = choiceOf(options);
  const changes = changesBefore(scope.mutations.get(expression.name) ?? [], use);
  if (changes.length && !isStore(resolver, worth)) worth = applyChanges(resolver, worth, changes, frame);
  if (first?.kind === 'import' && worth.kind === 'reference') return worth;
  if (first && runsAtLoad(first.block) && !runsAtLoad(expression.block)) worth = atLoad(worth);
  worth = narrowed(resolver, worth, expression, expression.block, frame);
  const range = first?.range ?? expression.range;
  if (first?.kind !== 'parameter') return via(worth, resolver.hop('binding', expression.name, frame, range));
  const hasDefault = first.default !== undefined && !argumentOf(first, frame);
  const from = (option: Worth): Worth => {
    const kind = hasDefault && !isPassed(option, expression.name) ? 'default' : 'argument';
    return via(option, resolver.hop(kind, expression.name, frame, range));
  };
  return worth.kind === 'choice' && hasDefault ? { ...worth, options: worth.options.map(from) } : from(worth);
}

/** Whether a parameter's value is what some caller gives for it. */
const isPassed = ({ trail }: Worth, parameter: string): boolean =>
  trail.some(({ kind, name }) => kind === 'argument' && name === parameter);

/** A bare name that a base class of the class around declares, where members are reached by those. */
function inheritedName(resolver: Resolver, expression: NameExpression, frame: Frame): Worth | undefined {
  const { name, scope, block, range } = expression;
  for (let outer: Scope | undefined = scope; outer; outer = outer.parent) {
    const owner = outer.isOpen && outer.owner?.kind === 'class' ? outer.owner : undefined;
    // What a class is derived from it does not inherit.
    if (!owner?.bases.length || owner.bases.some(base => contains(base.range, range))) continue;
    const self = resolver.evaluate({ kind: 'self', owner, block, range }, frame);
    const base = self.kind === 'instance' ? baseWith(resolver, self, name) : undefined;
    if (base) return fieldWorth(resolver, base, name, range, frame, { at: range.start, block }, expression);
  }
  return undefined;
}

function globalWorth(resolver: Resolver, expression: NameExpression, frame: Frame): Worth {
  return (
    declaredElsewhere(resolver, expression, frame) ??
    orConstant(resolver, globalReference(resolver, expression, frame), expression.range, frame)
  );
}

/** A field or method of the class around, by its bare name. */
function ownMember(
  resolver: Resolver,
  owner: ClassExpression,
  expression: NameExpression,
  frame: Frame,
  use: Use,
): Worth {
  const self = selfOf(owner, frame);
  const object = self.actual && mayBeOverridden(owner, expression.name) ? self.actual : self;
  return fieldWorth(resolver, object, expression.name, expression.range, frame, use, expression);
}

/** A method, or what a class only declares: a field that is given a value is hidden by one of its name, not replaced. */
const mayBeOverridden = ({ scope }: ClassExpression, name: string): boolean =>
  scope.bindings.get(name)?.every(({ value }) => !value || (value.kind === 'function' && !value.isConstructor)) ===
  true;

/** The object whose method is being read. */
export function selfOf(owner: ClassExpression, frame: Frame): InstanceWorth {
  for (let current: Frame | undefined = frame; current; current = current.parent)
    if (current.self?.class === owner) return current.self;
  return { kind: 'instance', class: owner, frame, trail: [] };
}

function globalReference(resolver: Resolver, expression: NameExpression, frame: Frame): ReferenceWorth {
  const at = resolver.place(frame, expression.range);
  return {
    kind: 'reference',
    module: '',
    steps: [{ kind: 'member', name: expression.name, at }],
    expression,
    frame,
    opens: resolver.host.opens(frame.program),
    stepsAtLoad: 0,
    trail: [],
  };
}

/** What was made when the module was loaded stays the same for a process. */
export function atLoad(worth: Worth): Worth {
  if (worth.kind === 'reference') return { ...worth, stepsAtLoad: worth.steps.length };
  if (worth.kind === 'choice') return { ...worth, options: worth.options.map(option => atLoad(option)) };
  if (worth.kind !== 'text') return worth;
  return {
    ...worth,
    parts: worth.parts.map(part =>
      part.kind === 'slot' && ['second', 'minute', 'call', 'day'].includes(part.changes)
        ? { ...part, changes: 'process' as const }
        : part,
    ),
  };
}
