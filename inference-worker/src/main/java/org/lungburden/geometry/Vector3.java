package org.lungburden.geometry;

/** A point or direction in patient coordinates, LPS millimeters (DICOM PS3.3 C.7.6.2.1.1). */
public record Vector3(double x, double y, double z) {
    public static final Vector3 ORIGIN = new Vector3(0, 0, 0);

    public static Vector3 of(double[] xyz, int offset) {
        return new Vector3(xyz[offset], xyz[offset + 1], xyz[offset + 2]);
    }

    public Vector3 plus(Vector3 other) {
        return new Vector3(x + other.x, y + other.y, z + other.z);
    }

    public Vector3 minus(Vector3 other) {
        return plus(other.times(-1));
    }

    public Vector3 times(double factor) {
        return new Vector3(factor * x, factor * y, factor * z);
    }

    public double dot(Vector3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    public Vector3 cross(Vector3 other) {
        return new Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    public double length() {
        return Math.sqrt(dot(this));
    }

    public Vector3 unit() {
        return times(1 / length());
    }

    /** The largest absolute difference among the three coordinates. */
    public double distanceTo(Vector3 other) {
        Vector3 difference = minus(other);
        return Math.max(Math.abs(difference.x), Math.max(Math.abs(difference.y), Math.abs(difference.z)));
    }

    /** From LPS to RAS or back: the first two axes change their direction. */
    public Vector3 flipped() {
        return new Vector3(-x, -y, z);
    }
}
