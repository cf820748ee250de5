package org.lungburden.api.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.Jobs;
import org.lungburden.job.Job;

class SafeNamesTest {

    @ParameterizedTest
    @CsvSource({
        "order-4711, order-4711",
        "../../etc/passwd, etc_passwd",
        "a/b\\c, a_b_c",
        "-rf, rf",
        "=cmd|' /C calc'!A0, cmd____C_calc__A0",
        "con, _con",
        "COM1.txt, _COM1.txt",
        "consul, consul",
        "1.2.840, 1.2.840",
        "Müller, Müller",
        "..., ''",
    })
    void aNameHoldsNothingThatASystemMinds(String text, String name) {
        assertThat(SafeNames.of(text)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\"; filename=\"b", "日本", "\u202Egpj.exe", "😀😀"})
    void aHeaderHoldsAsciiAlone(String text) {
        assertThat(SafeNames.ascii(text)).matches("[A-Za-z0-9._-]*");
    }

    @Test
    void aNameIsNotLong() {
        assertThat(SafeNames.of("x".repeat(128))).hasSize(60);
        assertThat(SafeNames.of("😀".repeat(128))).isEmpty();
    }

    @Test
    void noTwoFoldersAreTheSame() {
        Folders folders = new Folders();
        Job job = Jobs.succeeded();
        List<String> names = List.of(folders.of(job), folders.of(job), folders.of(Jobs.succeeded()));
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names.get(0)).startsWith("ref-SUCCEEDED-").hasSize("ref-SUCCEEDED-".length() + 12);
        assertThat(names.get(1)).endsWith(job.id().toString());
        assertThat(UUID.fromString(names.get(1).substring("ref-SUCCEEDED-".length())))
                .isEqualTo(job.id());
    }
}
