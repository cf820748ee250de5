package org.lungburden.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActorTest {
    @Test
    void aSubjectOfAnIssuerBreaksNoLine() {
        assertThat(Actor.token("o", "anna\r\nkey:1").name()).isEqualTo("token:anna  key:1");
        assertThat(Actor.token("o", "x".repeat(5000)).name()).hasSize(200);
    }
}
