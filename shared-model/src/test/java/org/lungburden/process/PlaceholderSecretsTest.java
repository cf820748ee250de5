package org.lungburden.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.InvalidSettingException;
import org.springframework.mock.env.MockEnvironment;

class PlaceholderSecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.password",
                "spring.flyway.password",
                "lungburden.amqp.password",
                "lungburden.artifacts.s3.secret-key"
            })
    void whatAnExampleNamesIsRefused(String key) {
        for (String value : new String[] {"change-me", "Change-Me", "changeme"}) {
            assertThatThrownBy(() -> PlaceholderSecrets.check(new MockEnvironment().withProperty(key, value)))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith(key)
                    .hasMessageNotContainingAny(value);
        }
        assertThatCode(() -> PlaceholderSecrets.check(new MockEnvironment().withProperty(key, "of our own")))
                .doesNotThrowAnyException();
    }
}
