import type { CallExpression, ClassExpression, Expression } from '../program';

/** The class that another one extends, without what its constructor is given. */
export function baseOf(owner: ClassExpression | undefined): Expression | undefined {
  const [base] = owner?.bases ?? [];
  return base?.kind === 'call' ? base.callee : base;
}

/** Says what the constructor of a class hands to that of the class it extends; of several constructors, the first. */
export function passOn({ bases }: ClassExpression, call: CallExpression): void {
  if (bases[0] && bases[0].kind !== 'call') (bases as Expression[])[0] = call;
}
