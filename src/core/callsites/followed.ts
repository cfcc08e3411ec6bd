import type { Resolver } from '../resolve';
import type { CallExpression } from '../syntax';

/** Asks about one call after the other, so that one whose values lead too deep takes no others with it. */
export class Followed {
  /** Those that could not be followed. */
  readonly tooDeep = new Set<CallExpression>();

  constructor(private readonly resolver: Resolver) {}

  /** What `read` finds about a call, with full fuel; undefined when it ends in the stack. */
  about<T>(call: CallExpression, read: () => T): T | undefined {
    this.resolver.refuel();
    try {
      return read();
    } catch (error) {
      if (!isEndOfStack(error)) throw error;
      this.tooDeep.add(call);
      return undefined;
    }
  }
}

/** What engines throw where the stack ends; all that was under way has been unwound by then. */
const isEndOfStack = (error: unknown): boolean => error instanceof RangeError && /call stack/i.test(error.message);
