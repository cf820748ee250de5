package org.lungburden.api.webhook.address;

import java.net.InetAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The check of addresses; the rules come with the settings. */
@Configuration(proxyBeanMethods = false)
public class TargetConfiguration {
    @Bean
    HostLookup hostLookup() {
        return InetAddress::getAllByName;
    }

    @Bean
    TargetCheck targetCheck(Targets targets, HostLookup lookup) {
        return new TargetCheck(targets, lookup);
    }
}
