/** What the header of a NIfTI-1 or NIfTI-2 file tells. Fields: nifti1.h, nifti2.h. */
export interface Header {
  readonly size: readonly [number, number, number];
  readonly datatype: number;
  readonly littleEndian: boolean;
  /** Where the voxels begin. */
  readonly offset: number;
  readonly slope: number;
  readonly intercept: number;
  /** Rows of the matrix from voxel (i, j, k) to RAS+ millimeters. */
  readonly affine: readonly (readonly [number, number, number, number])[];
}

/** A file that cannot be shown; the message says why and is meant for the reader. */
export class VolumeError extends Error {}

/** Bytes that suffice to tell where the voxels begin; files of the first edition may be shorter than headers of the second. */
export function headerBytes(front: Uint8Array): number {
  return front.length >= 4 && (front[0] === 0x1c || front[3] === 0x1c) ? 544 : 352;
}

const MOST_VOXELS = 2 ** 30;

/** Where a field lies in either edition. */
const NIFTI1 = {
  dim: 40,
  type: 70,
  pixdim: 76,
  offset: 108,
  scale: 112,
  units: 123,
  codes: 252,
  quatern: 256,
  srow: 280,
};
const NIFTI2 = {
  dim: 16,
  type: 12,
  pixdim: 104,
  offset: 168,
  scale: 176,
  units: 500,
  codes: 344,
  quatern: 352,
  srow: 400,
};

export function parseHeader(bytes: Uint8Array): Header {
  if (bytes.length < 352) {
    throw new VolumeError("The file ends within its header.");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = [348, 540].includes(view.getInt32(0, true));
  const edition = view.getInt32(0, littleEndian);
  if ((edition !== 348 && edition !== 540) || (edition === 540 && bytes.length < 544)) {
    throw new VolumeError("The file is not NIfTI.");
  }
  const long = edition === 540;
  const at = long ? NIFTI2 : NIFTI1;
  const real = (place: number, n = 0) =>
    long ? view.getFloat64(place + 8 * n, littleEndian) : view.getFloat32(place + 4 * n, littleEndian);
  const dim = (n: number) =>
    long ? Number(view.getBigInt64(at.dim + 8 * n, littleEndian)) : view.getInt16(at.dim + 2 * n, littleEndian);
  const code = (n: number) =>
    long ? view.getInt32(at.codes + 4 * n, littleEndian) : view.getInt16(at.codes + 2 * n, littleEndian);

  const size = [dim(1), dim(2), dim(3)] as const;
  const further = Array.from({ length: Math.max(0, Math.min(7, dim(0)) - 3) }, (_, n) => dim(n + 4));
  const voxels = size[0] * size[1] * size[2];
  if (dim(0) < 3 || dim(0) > 7 || size.some((n) => n < 1) || voxels > MOST_VOXELS || further.some((n) => n > 1)) {
    throw new VolumeError(`The file has no single volume of a size that can be shown (${size.join(" x ")}).`);
  }
  const offset = long ? Number(view.getBigInt64(at.offset, littleEndian)) : real(at.offset);
  const smallest = long ? 544 : 352;
  if (!(offset === 0 || (offset >= smallest && offset < 2 ** 24))) {
    throw new VolumeError("The file's header says that the voxels begin at an impossible place.");
  }
  const pixdim = [0, 1, 2, 3].map((n) => real(at.pixdim, n));
  const unit = unitMm((long ? view.getInt32(at.units, littleEndian) : view.getUint8(at.units)) & 7);
  const srow = [0, 1, 2].map((row) => [0, 1, 2, 3].map((column) => real(at.srow, row * 4 + column)));
  const quatern = [0, 1, 2, 3, 4, 5].map((n) => real(at.quatern, n));
  const affine = code(1) > 0 && usable(srow) ? srow : code(0) > 0 ? fromQuaternion(quatern, pixdim) : srow;
  if (!usable(affine)) {
    throw new VolumeError("The file does not tell how its voxels lie in the patient.");
  }
  const slope = real(at.scale);
  const scaled = Number.isFinite(slope) && slope !== 0;
  return {
    size,
    datatype: view.getInt16(at.type, littleEndian),
    littleEndian,
    offset: offset === 0 ? smallest : offset,
    slope: scaled ? slope : 1,
    intercept: scaled && Number.isFinite(real(at.scale, 1)) ? real(at.scale, 1) : 0,
    affine: affine.map((row) => row.map((value) => value * unit)) as unknown as Header["affine"],
  };
}

/** Unknown units mean millimeters, as in the service. */
function unitMm(code: number): number {
  return code === 1 ? 1000 : code === 3 ? 0.001 : 1;
}

function usable(rows: number[][]): boolean {
  const [a, b, c] = rows as [number[], number[], number[]];
  const m = (row: number[], n: number) => row[n] as number;
  const determinant =
    m(a, 0) * (m(b, 1) * m(c, 2) - m(b, 2) * m(c, 1)) -
    m(a, 1) * (m(b, 0) * m(c, 2) - m(b, 2) * m(c, 0)) +
    m(a, 2) * (m(b, 0) * m(c, 1) - m(b, 1) * m(c, 0));
  return rows.every((row) => row.every(Number.isFinite)) && Math.abs(determinant) > 1e-12;
}

/** nifti1.h, method 2: rotation by a unit quaternion, sizes from pixdim, the third axis mirrored where qfac is negative. */
function fromQuaternion(values: number[], pixdim: number[]): number[][] {
  const [b, c, d, x, y, z] = values as [number, number, number, number, number, number];
  const a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)));
  const [fac, di, dj, dk] = pixdim as [number, number, number, number];
  const [i, j, k] = [Math.abs(di), Math.abs(dj), Math.abs(dk) * (fac < 0 ? -1 : 1)];
  return [
    [(a * a + b * b - c * c - d * d) * i, 2 * (b * c - a * d) * j, 2 * (b * d + a * c) * k, x],
    [2 * (b * c + a * d) * i, (a * a + c * c - b * b - d * d) * j, 2 * (c * d - a * b) * k, y],
    [2 * (b * d - a * c) * i, 2 * (c * d + a * b) * j, (a * a + d * d - c * c - b * b) * k, z],
  ];
}
