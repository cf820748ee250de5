package org.lungburden.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails the test in which an answer of the service contradicted the contract; JUnit finds it by itself. */
public final class ExchangesKeepTheContract implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(ExchangeCheck.violations())
                .as("exchanges that contradict openapi.yaml")
                .isEmpty();
    }
}
