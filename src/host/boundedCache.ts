/** Keeps the values that were used last, and forgets the one that was not used for the longest time. */
export class BoundedCache<T> {
  private readonly values = new Map<string, T>();

  constructor(private readonly size: number) {}

  get(key: string): T | undefined {
    const value = this.values.get(key);
    if (value === undefined) return undefined;
    this.values.delete(key);
    this.values.set(key, value);
    return value;
  }

  clear(): void {
    this.values.clear();
  }

  set(key: string, value: T): void {
    this.values.delete(key);
    this.values.set(key, value);
    for (const oldest of this.values.keys()) {
      if (this.values.size <= this.size) return;
      this.values.delete(oldest);
    }
  }
}
