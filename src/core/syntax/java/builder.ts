import { ProgramBuilder } from '../builder';
import type { Expression } from '../program';

/** Adds what Java has beside functions that give a value: `switch` expressions with `yield`. */
export class JavaBuilder extends ProgramBuilder {
  private yields: Expression[] | undefined;

  /** The values that `yield` gives in `body`. */
  yielded(body: () => void): readonly Expression[] {
    const outer = this.yields;
    const collected: Expression[] = [];
    this.yields = collected;
    try {
      body();
    } finally {
      this.yields = outer;
    }
    return collected;
  }

  addYield(value: Expression): void {
    this.yields?.push(value);
  }
}
