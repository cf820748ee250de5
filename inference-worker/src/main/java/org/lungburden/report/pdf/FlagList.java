package org.lungburden.report.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lungburden.result.ResultDocument;

/** The flags as sentences, in letters that are the smaller the more there are. */
final class FlagList {
    private static final double[] SIZES = {9, 8.5, 8, 7.5, 7, 6.5, 6};
    private static final String BULLET = "\u2022";

    private final Page page;
    private final double left;
    private final double width;

    FlagList(Page page, double left, double width) {
        this.page = page;
        this.left = left;
        this.width = width;
    }

    /**
     * @param top baseline of the first line
     * @param room height
     * @return baseline of the last line
     */
    double draw(List<ResultDocument.Quality> flags, double top, double room) throws IOException {
        if (flags.isEmpty()) {
            page.text(ReportWords.NO_FLAGS, left, top, SIZES[0]);
            return top;
        }
        List<TextBlock> fitting = fitting(flags, room);
        double y = top;
        for (TextBlock flag : fitting) {
            page.text(BULLET, left, y, flag.size());
            y = page.draw(flag, left + 9, y) + flag.leading();
        }
        return y - fitting.get(fitting.size() - 1).leading();
    }

    /** In the largest letters that fit; where none do, the last flags are named by their codes alone. */
    private List<TextBlock> fitting(List<ResultDocument.Quality> flags, double room) throws IOException {
        List<TextBlock> blocks = List.of();
        for (double size : SIZES) {
            blocks = blocks(flags, size);
            if (height(blocks) <= room) {
                return blocks;
            }
        }
        List<TextBlock> fewer = new ArrayList<>(blocks);
        for (int told = flags.size() - 1; told > 0 && height(fewer) > room; told--) {
            String codes = flags.subList(told, flags.size()).stream()
                    .map(ResultDocument.Quality::code)
                    .collect(Collectors.joining(", ", "Also: ", "."));
            fewer = new ArrayList<>(blocks.subList(0, told));
            fewer.add(page.block(codes, SIZES[SIZES.length - 1], width - 9));
        }
        return fewer;
    }

    private List<TextBlock> blocks(List<ResultDocument.Quality> flags, double size) throws IOException {
        List<TextBlock> blocks = new ArrayList<>();
        for (ResultDocument.Quality flag : flags) {
            blocks.add(page.block(flag.message(), size, width - 9));
        }
        return blocks;
    }

    private static double height(List<TextBlock> blocks) {
        return blocks.stream().mapToDouble(TextBlock::height).sum();
    }
}
