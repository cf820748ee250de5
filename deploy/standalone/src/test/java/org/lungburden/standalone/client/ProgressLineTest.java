package org.lungburden.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final List<String> shown = new ArrayList<>();
    private final ProgressLine line = new ProgressLine();

    @Test
    void isTitledByWhatIsDone() {
        try (ProgressBar bar = bar(70)) {
            line.title("starting");
            assertThat(shown(bar)).matches("starting \\d+ s +");
            line.title("segmenting");
            line.measured();
            bar.stepTo(42);
            assertThat(shown(bar)).matches("segmenting    \\[={13} {17}]  42 %  \\d+ s +");
            bar.stepTo(100);
            assertThat(shown(bar)).matches("segmenting    \\[={30}] 100 %  \\d+ s +");
        }
        assertThat(shown).allMatch(text -> text.length() == 70);
    }

    @Test
    void fitsANarrowTerminal() {
        try (ProgressBar bar = bar(20)) {
            line.title("starting");
            assertThat(shown(bar)).hasSize(20);
        }
    }

    private String shown(ProgressBar bar) {
        bar.refresh();
        return shown.get(shown.size() - 1);
    }

    private ProgressBar bar(int columns) {
        return new ProgressBarBuilder()
                .setInitialMax(100)
                .setRenderer(line)
                .continuousUpdate()
                .setUpdateIntervalMillis(1_000_000)
                .setConsumer(new ProgressBarConsumer() {
                    @Override
                    public int getMaxRenderedLength() {
                        return columns;
                    }

                    @Override
                    public void accept(String text) {
                        shown.add(text);
                    }

                    @Override
                    public void close() {}
                })
                .build();
    }
}
