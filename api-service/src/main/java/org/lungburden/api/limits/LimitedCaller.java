package org.lungburden.api.limits;

/**
 * A caller whose requests are counted.
 *
 * @param owner whose jobs the caller sees
 * @param name the key, token or session, among those of all owners
 */
public record LimitedCaller(String owner, String name) {
    String ofOwner() {
        return ofOwner(owner);
    }

    /** How the ledger names an owner. */
    static String ofOwner(String owner) {
        return "owner:" + owner;
    }
}
