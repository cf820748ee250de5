package org.lungburden.api.access;

import java.io.Serial;
import java.util.Arrays;
import java.util.List;
import org.lungburden.access.AccessScope;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller who has signed in, in Spring Security's terms. */
final class CallerAuthentication extends AbstractAuthenticationToken {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(authorities(caller));
        this.caller = caller;
        setAuthenticated(true);
    }

    static List<GrantedAuthority> authorities(Caller caller) {
        return caller.scopes().stream()
                .map(scope -> (GrantedAuthority) new SimpleGrantedAuthority(authority(scope)))
                .toList();
    }

    /** What a rule asks for. */
    static String authority(AccessScope scope) {
        return "SCOPE_" + scope.text();
    }

    /** Whoever has one of these has signed in. */
    static String[] allAuthorities() {
        return Arrays.stream(AccessScope.values())
                .map(CallerAuthentication::authority)
                .toArray(String[]::new);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }
}
