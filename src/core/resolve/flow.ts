import type { Binding, Block, Mutation } from '../syntax';
import type { Use } from './worth';

/** Whether control always passes the one block before it comes to the other. */
const isAround = (outer: Block, inner: Block): boolean => {
  for (let block: Block | undefined = inner; block; block = block.parent) if (block === outer) return true;
  return false;
};

/** The function, closure or module that a block stands in. */
export function functionOf(block: Block): Block {
  let current = block;
  while (current.parent && (current.kind === 'branch' || current.kind === 'loop')) current = current.parent;
  return current;
}

/** The loops around a block, inside its function. */
function loopsAround(block: Block): Block[] {
  const loops: Block[] = [];
  for (let current: Block | undefined = block; current; current = current.parent) {
    if (current.kind === 'loop') loops.push(current);
    else if (current.kind !== 'branch') break;
  }
  return loops;
}

/**
 * The definitions of a name that can hold where it is used.
 * @param isHoisted whether functions can be called before control comes to where they are defined
 */
export function reaching(bindings: readonly Binding[], use: Use, isHoisted = true): readonly Binding[] {
  const home = functionOf(use.block);
  const inOrder = bindings.filter(binding => functionOf(binding.block) === home);
  // Seen from a function inside, or set from one: when it ran is not known.
  if (inOrder.length !== bindings.length) return isHoisted ? bindings : sinceDefined(bindings, home);
  const found: Binding[] = [];
  for (const binding of [...inOrder].sort((a, b) => b.from - a.from)) {
    if (binding.from > use.at) continue;
    found.push(binding);
    if (isAround(binding.block, use.block)) return found;
  }
  const loops = loopsAround(use.block);
  const carried = inOrder.filter(
    binding => binding.from > use.at && loopsAround(binding.block).some(loop => loops.includes(loop)),
  );
  if (carried.length) return [...found, ...carried];
  return found.length ? found : inOrder;
}

/** The definitions of an outer name without those that were replaced before the function was even defined. */
function sinceDefined(bindings: readonly Binding[], inner: Block): readonly Binding[] {
  const [outer, ...others] = new Set(bindings.map(({ block }) => functionOf(block)));
  let definition = inner;
  while (definition.parent && functionOf(definition.parent) !== outer) definition = functionOf(definition.parent);
  if (others.length || !definition.parent) return bindings;
  const at = definition.range.start;
  const before = bindings.filter(({ from }) => from <= at);
  return [
    ...(before.length ? reaching(before, { at, block: definition.parent }) : []),
    ...bindings.filter(({ from }) => from > at),
  ];
}

/** The definitions of a field without those that a later one of the same function always replaces. */
export function standing(bindings: readonly Binding[]): readonly Binding[] {
  if (bindings.length < 2) return bindings;
  const replaces = (later: Binding, { from, block }: Binding): boolean =>
    !later.isGiven &&
    later.from > from &&
    functionOf(later.block) === functionOf(block) &&
    isAround(later.block, block);
  return bindings.filter(binding => binding.isGiven || !bindings.some(later => replaces(later, binding)));
}

/** The definitions of a field that can hold where the method that reads it has always set it; undefined elsewhere. */
export function setBefore(bindings: readonly Binding[], use: Use): readonly Binding[] | undefined {
  const home = functionOf(use.block);
  const before = bindings.filter(
    ({ from, block, isGiven }) => !isGiven && from <= use.at && functionOf(block) === home,
  );
  if (!before.some(({ block }) => isAround(block, use.block))) return undefined;
  return reaching(before, use);
}

export type Certainty = 'always' | 'maybe' | 'repeatedly';

/** The changes in place that can have been made before a value is used. */
export function changesBefore(
  mutations: readonly Mutation[],
  use: Use,
): { mutation: Mutation; certainty: Certainty }[] {
  const home = functionOf(use.block);
  return mutations.flatMap((mutation): { mutation: Mutation; certainty: Certainty }[] => {
    const isSameFunction = functionOf(mutation.block) === home || isBeforeClosure(mutation, use);
    const isInLoop = loopsAround(mutation.block).some(loop => !isAround(loop, use.block));
    if (!isSameFunction)
      return isAround(functionOf(mutation.block), use.block)
        ? [{ mutation, certainty: 'maybe' }]
        : [{ mutation, certainty: 'repeatedly' }];
    const isBefore = mutation.at.end <= use.at;
    const sharesLoop = loopsAround(use.block).some(loop => isAround(loop, mutation.block));
    if (!isBefore) return sharesLoop ? [{ mutation, certainty: 'repeatedly' }] : [];
    if (isInLoop) return [{ mutation, certainty: 'repeatedly' }];
    return [{ mutation, certainty: isAround(mutation.block, use.block) ? 'always' : 'maybe' }];
  });
}

/** Whether a change was made before the function that reads the value was even written. */
function isBeforeClosure(mutation: Mutation, use: Use): boolean {
  const outer = functionOf(mutation.block);
  let current = functionOf(use.block);
  let start = use.at;
  let isNamed = false;
  while (current !== outer) {
    if (!current.parent || (current.kind !== 'closure' && current.kind !== 'function')) return false;
    isNamed ||= current.kind === 'function';
    start = current.range.start;
    current = functionOf(current.parent);
  }
  // A function that has a name may also be called from where the change was not made.
  return mutation.at.end <= start && (!isNamed || mutation.block === outer);
}

/** True inside a loop of the function around, or in a callback that is called once for each element. */
export function isInLoop(block: Block): boolean {
  for (let current: Block | undefined = block; current; current = current.parent) {
    if (current.kind === 'loop') return true;
    if (current.kind === 'function') return false;
  }
  return false;
}

/** True for code that runs when the module is loaded, not when a function is called. */
export function runsAtLoad(block: Block): boolean {
  return functionOf(block).kind === 'module';
}
