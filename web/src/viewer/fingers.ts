/** What two fingers did since they were last heard: how much farther apart they are, and how far their middle moved, in CSS pixels. */
export interface Pinch {
  readonly factor: number;
  readonly dx: number;
  readonly dy: number;
}

type Point = Pick<PointerEvent, "pointerId" | "offsetX" | "offsetY">;

/** The fingers on one plane. */
export class Fingers {
  private readonly down = new Map<number, Point>();

  get count(): number {
    return this.down.size;
  }

  put(point: Point): void {
    this.down.set(point.pointerId, point);
  }

  lift({ pointerId }: Point): void {
    this.down.delete(pointerId);
  }

  /** Null while there are not two. */
  move(point: Point): Pinch | null {
    const before = this.down.get(point.pointerId);
    const other = [...this.down.values()].find(({ pointerId }) => pointerId !== point.pointerId);
    if (before === undefined) {
      return null;
    }
    this.down.set(point.pointerId, point);
    if (other === undefined || this.down.size !== 2) {
      return null;
    }
    const apart = (one: Point) => Math.max(10, Math.hypot(one.offsetX - other.offsetX, one.offsetY - other.offsetY));
    return {
      factor: apart(point) / apart(before),
      dx: (point.offsetX - before.offsetX) / 2,
      dy: (point.offsetY - before.offsetY) / 2,
    };
  }
}
