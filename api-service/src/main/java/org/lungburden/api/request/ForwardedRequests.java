package org.lungburden.api.request;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.ForwardedHeaderFilter;

/** Trusts the forwarding headers of a trusted proxy, and ignores the same headers of every other sender. */
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class ForwardedRequests extends ForwardedHeaderFilter {
    private final List<NetMask> trusted;

    ForwardedRequests(ProxySettings settings) {
        this.trusted = settings.masks();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return super.shouldNotFilter(request) || !trusted(request.getRemoteAddr());
    }

    private boolean trusted(String address) {
        try {
            InetAddress sender = InetAddress.getByName(address);
            return trusted.stream().anyMatch(network -> network.matches(sender));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("The server gives each sender's address in numbers", e);
        }
    }
}
