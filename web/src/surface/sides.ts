/** The patient's sides at the left and the right edge of a view that is turned around the body's axis; 0 is from the front. */
export function sides(around: number): readonly [string, string] {
  const [left, back] = [Math.cos(around), -Math.sin(around)]; // how far the patient's left and back point to the right
  const [toward, away] = Math.abs(left) >= Math.abs(back) ? ["L", "R"] : ["P", "A"];
  return (Math.abs(left) >= Math.abs(back) ? left : back) > 0 ? [away, toward] : [toward, away];
}
