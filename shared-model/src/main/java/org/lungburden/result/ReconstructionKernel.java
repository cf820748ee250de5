package org.lungburden.result;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a reconstruction kernel is very sharp. Such a kernel sharpens edges of bone and lung. It also adds noise and
 * overshoot, which change densities. Each vendor has names of its own (Convolution Kernel, DICOM PS3.3 C.8.2.1).
 */
public final class ReconstructionKernel {
    /** Siemens: a family of letters and a sharpness, such as B70f or Br64; from 57 on for bone, inner ear and lung. */
    private static final Pattern SIEMENS = Pattern.compile("[A-Z]{1,2}(\\d{2})[A-Z]?");

    private static final int SIEMENS_VERY_SHARP = 57;

    /** Canon and Toshiba: FC30 to 39 for bone, FC50 to 59 for lung, FC80 to 99 for high resolution. */
    private static final Pattern CANON = Pattern.compile("FC(\\d{2}).*");

    /** GE and Philips. */
    private static final Set<String> NAMED =
            Set.of("LUNG", "BONE", "BONEPLUS", "EDGE", "ULTRA", "D", "E", "F", "L", "YC", "YD", "YE");

    /** Words within longer names, such as B_VSHARP_C of United Imaging. */
    private static final Set<String> WORDS = Set.of("SHARP", "VSHARP", "LUNG", "BONE", "BONEPLUS", "EDGE");

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^A-Z]+");

    private ReconstructionKernel() {}

    /** Whether the name tells nothing: it is missing, or a number alone, as Hitachi has them. */
    public static boolean isUnknown(@Nullable String kernel) {
        return kernel == null
                || kernel.isBlank()
                || NUMBER.matcher(kernel.trim()).matches();
    }

    /** @param kernel the attribute's text; of several values the first counts */
    public static boolean isVerySharp(String kernel) {
        String name = kernel.split("\\\\", -1)[0].trim().toUpperCase(Locale.ROOT);
        Matcher canon = CANON.matcher(name);
        if (canon.matches()) {
            int tens = Integer.parseInt(canon.group(1)) / 10;
            return tens == 3 || tens == 5 || tens >= 8;
        }
        Matcher siemens = SIEMENS.matcher(name);
        if (siemens.matches()) {
            return Integer.parseInt(siemens.group(1)) >= SIEMENS_VERY_SHARP;
        }
        return NAMED.contains(name) || NO_LETTERS.splitAsStream(name).anyMatch(WORDS::contains);
    }
}
