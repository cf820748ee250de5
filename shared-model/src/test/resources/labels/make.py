"""Writes the files of CheckedLabelsTest with nibabel, which is the oracle: python3 make.py in this folder."""

import nibabel
import numpy

TURN = nibabel.eulerangles.euler2mat(0.1, 0.2, 0.3) @ numpy.diag([0.7, 0.8, -2.5])
AFFINE = nibabel.affines.from_matvec(TURN, [-100, 55.5, -300.25])
LABELS = numpy.arange(4 * 3 * 5).reshape(4, 3, 5) % 4


def write(name, dtype, header=None, affine=AFFINE, labels=LABELS, qform_only=False):
    image = nibabel.Nifti1Image(labels.astype(dtype), affine, header, dtype=dtype)
    image.set_qform(affine, code=1)
    image.set_sform(affine, code=0 if qform_only else 1)
    nibabel.save(image, name)


write("uint8.nii.gz", numpy.uint8)
write("int16.nii.gz", numpy.int16)
write("int64.nii.gz", numpy.int64)
write("big-endian.nii.gz", numpy.uint16, nibabel.Nifti1Header(endianness=">"))
write("qform.nii.gz", numpy.uint8, qform_only=True)
write("beside.nii.gz", numpy.uint8, affine=nibabel.affines.from_matvec(TURN, [-100, 55.52, -300.25]))
write("near.nii.gz", numpy.uint8, affine=nibabel.affines.from_matvec(TURN, [-100, 55.509, -300.25]))
write("larger.nii.gz", numpy.uint8, labels=numpy.zeros((4, 3, 6)))
write("float.nii.gz", numpy.float32)
write("four.nii.gz", numpy.uint8, labels=LABELS + (LABELS == 3))
write("minus-one.nii.gz", numpy.int16, labels=LABELS - (LABELS == 0))
write("two-hundred-fifty-seven.nii.gz", numpy.int16, labels=LABELS + 256 * (LABELS == 1))
