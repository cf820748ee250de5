package org.lungburden.dicom.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The kept attributes of a file. A value that does not parse counts as absent. */
public final class DataSet {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d{1,32}\\.?\\d{0,32}|\\.\\d{1,32})([eE][+-]?\\d{1,3})?");

    private final ByteOrder order;
    private final Map<Integer, byte[]> values = new HashMap<>();
    private final Map<Integer, List<DataSet>> sequences = new HashMap<>();

    public DataSet(boolean bigEndian) {
        this.order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    public boolean bigEndian() {
        return order == ByteOrder.BIG_ENDIAN;
    }

    public void put(int tag, byte[] value) {
        values.put(tag, value);
    }

    public void put(int tag, List<DataSet> items) {
        sequences.put(tag, items);
    }

    /** Copies the values of the other data set, but not its sequences. */
    public void putValuesOf(DataSet other) {
        values.putAll(other.values);
    }

    public List<DataSet> items(int tag) {
        return sequences.getOrDefault(tag, List.of());
    }

    /** All items of all sequences in this data set. */
    public List<DataSet> allItems() {
        return sequences.values().stream().flatMap(List::stream).toList();
    }

    /** The bytes as in the file; absent when the attribute is not there. */
    public Optional<byte[]> value(int tag) {
        return Optional.ofNullable(values.get(tag)).map(byte[]::clone);
    }

    /** The whole value without padding; absent when empty. */
    public Optional<String> text(int tag) {
        byte[] value = values.get(tag);
        if (value == null) {
            return Optional.empty();
        }
        String text = new String(value, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .trim();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The values between backslashes, each without padding. */
    public List<String> texts(int tag) {
        return text(tag)
                .map(text ->
                        Arrays.stream(text.split("\\\\", -1)).map(String::trim).toList())
                .orElse(List.of());
    }

    /** Decimal or integer strings. The answer is absent when fewer than {@code count} finite numbers are there. */
    public Optional<double[]> decimals(int tag, int count) {
        List<String> texts = texts(tag);
        if (texts.size() < count) {
            return Optional.empty();
        }
        double[] numbers = new double[count];
        for (int n = 0; n < count; n++) {
            numbers[n] = number(texts.get(n));
            if (!Double.isFinite(numbers[n])) {
                return Optional.empty();
            }
        }
        return Optional.of(numbers);
    }

    /** NaN for what is no decimal string, such as the hexadecimal numbers that Java reads. */
    private static double number(String text) {
        return DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    /** Whether the attribute is there, even without a value. */
    public boolean contains(int tag) {
        return values.containsKey(tag);
    }

    /** A binary floating-point number of 64 bits (FD); empty when the value has another length or is not finite. */
    public OptionalDouble float64(int tag) {
        byte[] value = values.get(tag);
        if (value == null || value.length != Double.BYTES) {
            return OptionalDouble.empty();
        }
        double number = ByteBuffer.wrap(value).order(order).getDouble();
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** The first 16 bits of a binary value, unsigned. */
    public OptionalInt unsignedShort(int tag) {
        byte[] value = values.get(tag);
        if (value == null || value.length < 2) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                Short.toUnsignedInt(ByteBuffer.wrap(value).order(order).getShort()));
    }
}
