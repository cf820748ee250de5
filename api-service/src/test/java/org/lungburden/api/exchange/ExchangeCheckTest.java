package org.lungburden.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.api.testing.ApiServer;

/** The judge itself: what it must let pass and what it must see. */
class ExchangeCheckTest {
    private static final WrittenContract CONTRACT = WrittenContract.read();
    private static final String JOB = "/v1/jobs/0b8f6d5e-6d0c-4f3e-9a55-2f1d6a0c7a11";

    @Test
    void listensToTheService() throws Exception {
        assertThat(ApiServer.shared().get(JOB).statusCode()).isEqualTo(404);
        assertThat(ExchangeCheck.violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET | 200 | application/json | {} | required
                    GET | 200 | text/plain | x | media type
                    GET | 418 | application/json | {} | no such status
                    GET | 404 | application/problem+json | {"code": "UPLOAD_EMPTY"} | no such code
                    GET | 304 | application/json | {} | a body
                    PUT | 405 | text/html | x | neither written down
                    """)
    void seesWhatContradicts(String method, int status, String type, String body, String fault) {
        assertThat(CONTRACT.violation(new WrittenContract.Exchange(method, JOB, status, type, body)))
                .hasValueSatisfying(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    event: progress_data: {}__               | required
                    id: 7_event: finished_data: {"id": 1}__  | required
                    event: deleted_data: {}__                | required
                    event: other_data: {}__                  | no such event
                    event: deleted_data: nothing__           | no JSON
                    """)
    void seesEventsThatContradict(String body, String fault) {
        assertThat(events(body)).hasValueSatisfying(found -> assertThat(found).contains(fault));
    }

    @Test
    void takesEventsThatKeepTheContractAndOneThatIsCutOff() {
        assertThat(events("retry: 2000__:__id: 3__id: 4_event: missed_data: {}__event: progress_data: {\"id"))
                .isEmpty();
    }

    /** A line break is written as an underscore. */
    private static Optional<String> events(String body) {
        return CONTRACT.violation(
                new WrittenContract.Exchange("GET", "/v1/events", 200, "text/event-stream", body.replace('_', '\n')));
    }
}
