package org.lungburden.audit;

/**
 * Who acted.
 *
 * @param owner whose audit tells of it; empty where nobody knows
 * @param name the kind and the id, such as {@code key:0123456789abcdef}; never a secret
 */
public record Actor(String owner, String name) {
    /** Of callers who need not sign in. */
    public static final Actor LOCAL = new Actor("local", "local");
    /** Of callers who showed nothing that names them. */
    public static final Actor UNKNOWN = new Actor("", "unknown");

    private static final int LONGEST = 200;

    public Actor {
        // an issuer chooses the subject of its tokens
        name = name.replaceAll("\\p{Cntrl}", " ");
        name = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }

    public static Actor key(String owner, String id) {
        return new Actor(owner, "key:" + id);
    }

    /** @param subject as the issuer names the caller */
    public static Actor token(String owner, String subject) {
        return new Actor(owner, "token:" + subject);
    }

    /** @param id not the secret that the browser holds */
    public static Actor session(String owner, String id) {
        return new Actor(owner, "session:" + id);
    }

    /** A person at the service's own machine. */
    public static Actor command(String owner, String user) {
        return new Actor(owner, "command:" + user);
    }

    /** The service itself, by its own settings. */
    public static Actor service(String owner) {
        return new Actor(owner, "service");
    }
}
