package org.lungburden.api.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call this service.
 *
 * @param auth how callers show who they are
 * @param allowedHosts names, besides those of loopback, by which clients may address the service ({@code Host}, without
 *     port); with an empty list and sign-in every name is good
 */
@ConfigurationProperties("lungburden")
public record AccessSettings(
        @DefaultValue("none") SignIn auth, @DefaultValue List<String> allowedHosts) {
    public AccessSettings {
        allowedHosts = allowedHosts.stream().map(Hosts::plain).toList();
    }
}
