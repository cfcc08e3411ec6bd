/** Numbers, the lowest first. */
export class Heap {
  private readonly values: number[] = [];

  push(value: number): void {
    const { values } = this;
    let at = values.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = values[parent] ?? value;
      if (above <= value) break;
      values[at] = above;
      at = parent;
    }
    values[at] = value;
  }

  /** Takes the lowest; undefined when there is none. */
  pop(): number | undefined {
    const { values } = this;
    const lowest = values[0];
    const last = values.pop();
    if (last === undefined || values.length === 0) return lowest;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = (values[left + 1] ?? Infinity) < (values[left] ?? Infinity) ? left + 1 : left;
      const below = values[child] ?? Infinity;
      if (below >= last) break;
      values[at] = below;
      at = child;
    }
    values[at] = last;
    return lowest;
  }
}
