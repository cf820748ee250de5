package org.lungburden.webhook;

/**
 * The deliveries of one owner to one host. Lanes take turns, so that none holds up another.
 *
 * @param host of the address, with the port where one is named
 */
public record Lane(String owner, String host) {}
