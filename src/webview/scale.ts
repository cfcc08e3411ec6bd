/** Sliders over several powers of ten: positions on the slider, and the round figures that they stand for. */

/** Positions from 0 to this. */
export const SLIDER_STEPS = 100;

/** The figure just above zero's; below it, steps would be too fine to matter. */
const SMALLEST = 10;

/** A round figure between 0 and `maximum`, on a logarithmic scale that begins with 0. */
export function valueAt(position: number, maximum: number): number {
  if (position <= 0) return 0;
  if (position >= SLIDER_STEPS) return maximum;
  return rounded(SMALLEST * (maximum / SMALLEST) ** ((position - 1) / (SLIDER_STEPS - 1)));
}

/** Where a figure stands on the slider; figures above the maximum stand at its end. */
export function positionOf(value: number, maximum: number): number {
  if (value <= 0) return 0;
  const share = Math.log(value / SMALLEST) / Math.log(maximum / SMALLEST);
  return Math.min(SLIDER_STEPS, Math.max(1, Math.round(1 + share * (SLIDER_STEPS - 1))));
}

const rounded = (value: number): number => {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.round(value / unit) * unit;
};
