package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost.", "a.localhost", "127.0.0.1", "127.8.9.10", "[::1]", "::1"})
    void meanThisMachine(String host) {
        assertThat(Hosts.loopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost.example.org",
                "127.0.0.1.nip.io",
                "127.0.0.1x",
                "notlocalhost",
                "10.0.0.1",
                "0.0.0.0",
                "[::]",
                ""
            })
    void mayMeanAnyMachine(String host) {
        assertThat(Hosts.loopback(host)).isFalse();
    }
}
