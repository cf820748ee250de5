package org.lungburden.api.access;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/** How this service calls the issuer: a caller's thread waits meanwhile, so not for long. Follows no redirect. */
final class IssuerHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private IssuerHttp() {}

    static ClientHttpRequestFactory requests() {
        return requests(TIMEOUT);
    }

    static ClientHttpRequestFactory requests(Duration timeout) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(timeout).build());
        requests.setReadTimeout(timeout);
        return requests;
    }
}
