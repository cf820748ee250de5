/** A value that tells its listeners when it changes; React reads it with useSyncExternalStore. */
export class Store<T extends object> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  readonly get = (): T => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(part: Partial<T>): void {
    const names = Object.keys(part) as (keyof T)[];
    if (names.some((name) => this.value[name] !== part[name])) {
      this.value = { ...this.value, ...part };
      this.listeners.forEach((listener) => {
        listener();
      });
    }
  }
}
