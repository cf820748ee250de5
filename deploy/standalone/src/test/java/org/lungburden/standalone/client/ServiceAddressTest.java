package org.lungburden.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.standalone.exit.CommandFailedException;

class ServiceAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:8080",
                "/v1/jobs",
                "ftp://host/",
                "http://",
                "http:///path",
                "http://a b/",
                "http://host/?query",
                "http://host/#part",
                "file:///etc/passwd",
                "mailto:a@b"
            })
    void whatIsNoAddressIsTheUsersFault(String text) {
        assertThatThrownBy(() -> ServiceAddress.of(text))
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(2))
                .hasMessageStartingWith("--server: '" + text + "' is no address of a service");
    }

    @Test
    void aPathIsPutBehindTheAddress() {
        assertThat(ServiceAddress.of(" http://host:8080 ").at("/v1/jobs")).hasToString("http://host:8080/v1/jobs");
        assertThat(ServiceAddress.of("HTTPS://host/").at("/v1/jobs")).hasToString("HTTPS://host/v1/jobs");
        assertThat(ServiceAddress.of("http://[::1]/a/b").at("/v1/jobs")).hasToString("http://[::1]/a/b/v1/jobs");
    }
}
