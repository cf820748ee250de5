package org.lungburden.api.owner;

import jakarta.servlet.http.HttpServletRequest;

/** Determines whose jobs a request may see and add to. */
@FunctionalInterface
public interface OwnerResolver {
    String ownerOf(HttpServletRequest request);
}
