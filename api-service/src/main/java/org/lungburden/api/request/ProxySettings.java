package org.lungburden.api.request;

import java.util.List;
import org.apache.catalina.util.NetMask;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxies between the clients and this service.
 *
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose {@code Forwarded} and {@code X-Forwarded-*}
 *     headers this service trusts
 */
@ConfigurationProperties("lungburden.api")
public record ProxySettings(@DefaultValue List<String> trustedProxies) {
    public ProxySettings {
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(ProxySettings::mask);
    }

    List<NetMask> masks() {
        return trustedProxies.stream().map(ProxySettings::mask).toList();
    }

    private static NetMask mask(String network) {
        try {
            return new NetMask(network);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "lungburden.api.trusted-proxies must hold addresses or networks such as 10.0.0.0/8", e);
        }
    }
}
