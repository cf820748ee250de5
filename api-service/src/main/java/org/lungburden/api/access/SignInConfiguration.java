package org.lungburden.api.access;

import static org.lungburden.access.AccessScope.ADMIN;
import static org.lungburden.access.AccessScope.CORRECT;
import static org.lungburden.access.AccessScope.READ;
import static org.lungburden.access.AccessScope.SUBMIT;
import static org.lungburden.api.access.CallerAuthentication.authority;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.KeySecret;
import org.lungburden.access.SessionSecret;
import org.lungburden.api.limits.CallerUsage;
import org.lungburden.api.limits.LimitSettings;
import org.lungburden.api.limits.LimitedCaller;
import org.lungburden.api.limits.QueueLimit;
import org.lungburden.api.limits.RequestLimit;
import org.lungburden.api.limits.SharedSlots;
import org.lungburden.api.limits.UploadLimit;
import org.lungburden.api.owner.ActingCaller;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.page.PageFiles;
import org.lungburden.api.problem.Refusals;
import org.lungburden.artifact.Sha256;
import org.lungburden.audit.AuditLog;
import org.lungburden.job.JobStore;
import org.lungburden.usage.SlotLedger;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Sign-in and what each caller may do. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KeySettings.class, OidcSettings.class, SessionSettings.class})
@Import({
    BrowserSessions.class,
    OpenCallsCheck.class,
    OidcController.class,
    SessionController.class,
    SignInByIssuer.class,
    SignInByKey.class
})
class SignInConfiguration {
    private static final List<String> CORS_METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> CORS_READABLE = List.of(
            HttpHeaders.LOCATION,
            HttpHeaders.ETAG,
            HttpHeaders.RETRY_AFTER,
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.CONTENT_RANGE,
            "Idempotency-Replayed",
            "RateLimit",
            "RateLimit-Policy",
            "X-Request-Id");

    @Bean
    KeyCheck keyCheck(AccessKeys keys, Clock clock, KeySettings settings) {
        return new KeyCheck(keys, clock, settings);
    }

    @Bean
    WrongKeys wrongKeys(SessionSettings settings) {
        return new WrongKeys(settings);
    }

    @Bean
    SignInAudit signInAudit(AuditLog log, AccessKeys keys) {
        return new SignInAudit(log, keys);
    }

    /** Knows keys by their prefix; all else must be a token of the issuer, where there is one. */
    @Bean
    AuthenticationManager callers(KeyCheck keys, AccessSettings settings, OidcSettings oidc, SignInAudit audit) {
        TokenCheck tokens = settings.auth() == SignIn.OIDC ? new TokenCheck(oidc) : null;
        return shown -> {
            String text = ((BearerTokenAuthenticationToken) shown).getToken();
            try {
                Caller caller = caller(text, keys, tokens);
                audit.signedIn(caller.actor());
                return new CallerAuthentication(caller);
            } catch (DataAccessException | JwtDecoderInitializationException away) {
                throw new SignInAwayException(away);
            }
        };
    }

    private static Caller caller(String text, KeyCheck keys, @Nullable TokenCheck tokens) {
        if (text.startsWith(KeySecret.PREFIX)) {
            return keys.caller(text);
        }
        if (tokens == null) {
            throw new BadCredentialsException("no key");
        }
        return tokens.caller(text);
    }

    /**
     * Looks at the path alone, since a rule is chosen by path. The calls check methods, headers and parameters
     * themselves, and refuse them with their own codes.
     */
    @Bean
    HttpFirewall pathFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterNames(name -> true);
        firewall.setAllowedParameterValues(value -> true);
        return firewall;
    }

    @Bean
    OwnerResolver ownerResolver() {
        return request -> Caller.current().owner();
    }

    @Bean
    SharedSlots sharedSlots(SlotLedger ledger, AccessSettings settings) {
        return new SharedSlots(ledger, settings.auth() != SignIn.NONE);
    }

    @Bean
    UploadLimit uploadLimit(CallerUsage usage, LimitSettings limits, Clock clock, AccessSettings settings) {
        return new UploadLimit(usage, limits, clock, settings.auth() != SignIn.NONE);
    }

    @Bean
    QueueLimit queueLimit(LimitSettings limits, JobStore jobs, AccessSettings settings) {
        return new QueueLimit(limits, jobs, settings.auth() != SignIn.NONE);
    }

    /** Keys, tokens and sessions are told apart by their digests, as the tables of keys and sessions keep them. */
    private static Optional<LimitedCaller> limited(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String shown = header != null
                ? header
                : BrowserSessions.secret(request).map(SessionSecret::sha256).orElse("");
        return Caller.ofThisRequest()
                .map(caller ->
                        new LimitedCaller(caller.owner(), "key:" + Sha256.of(shown.getBytes(StandardCharsets.UTF_8))));
    }

    @Bean
    ActingCaller actingCaller() {
        return () -> Caller.current().actor();
    }

    @Bean
    SecurityFilterChain calls(
            HttpSecurity http,
            AuthenticationManager callers,
            AccessSettings settings,
            CorsSettings cors,
            BrowserSessions sessions,
            CallerUsage usage,
            LimitSettings limits,
            Clock clock,
            SignInAudit audit,
            PageFiles page,
            ObjectProvider<Refusals> refusals) {
        RefusedCallers refused = new RefusedCallers(refusals, audit);
        http.securityMatcher("/**")
                .csrf(AbstractHttpConfigurer::disable) // OriginCheck refuses forged requests
                .headers(AbstractHttpConfigurer::disable) // ResponseHeaders sets them
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(each -> each.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .cors(each -> each.configurationSource(corsSource(cors)))
                .exceptionHandling(
                        each -> each.authenticationEntryPoint(refused).accessDeniedHandler(refused))
                .authorizeHttpRequests(rules -> rules(rules, page));
        if (settings.auth() == SignIn.NONE) {
            http.anonymous(everyone ->
                    everyone.principal(Caller.LOCAL).authorities(CallerAuthentication.authorities(Caller.LOCAL)));
        } else {
            http.anonymous(AbstractHttpConfigurer::disable)
                    .addFilterBefore(new SessionFilter(sessions, refused), BearerTokenAuthenticationFilter.class)
                    .oauth2ResourceServer(bearer -> bearer.authenticationManagerResolver(request -> callers)
                            .authenticationEntryPoint(refused)
                            .accessDeniedHandler(refused))
                    .addFilterAfter(
                            new RequestLimit(usage, limits, clock, refusals::getObject, SignInConfiguration::limited),
                            AuthorizationFilter.class);
        }
        return http.build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry calls,
            PageFiles page) {
        calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers("/actuator/health", "/actuator/health/**")
                .permitAll()
                .requestMatchers(page::isAsked)
                .permitAll()
                .requestMatchers(HttpMethod.POST, SessionController.PATH)
                .permitAll()
                .requestMatchers(HttpMethod.DELETE, SessionController.PATH)
                .permitAll()
                .requestMatchers(HttpMethod.GET, OidcController.PATH, OidcController.CALLBACK)
                .permitAll()
                .requestMatchers(SessionController.PATH)
                .hasAnyAuthority(CallerAuthentication.allAuthorities())
                .requestMatchers("/actuator/**", "/v1/audit", "/v1/webhook-secret", "/v1/webhook-secret/**")
                .hasAuthority(authority(ADMIN))
                .requestMatchers(HttpMethod.POST, "/v1/jobs/*/revisions")
                .hasAuthority(authority(CORRECT))
                .requestMatchers(HttpMethod.PUT, "/v1/jobs/*/accepted-revision")
                .hasAuthority(authority(CORRECT))
                .requestMatchers(HttpMethod.POST, "/v1/jobs/*/image")
                .hasAnyAuthority(authority(SUBMIT), authority(CORRECT))
                .requestMatchers(HttpMethod.GET, "/**")
                .hasAuthority(authority(READ))
                .requestMatchers(HttpMethod.HEAD, "/**")
                .hasAuthority(authority(READ))
                .anyRequest()
                .hasAuthority(authority(SUBMIT));
    }

    private static UrlBasedCorsConfigurationSource corsSource(CorsSettings settings) {
        CorsConfiguration pages = new CorsConfiguration();
        pages.setAllowedOrigins(settings.origins());
        pages.setAllowedMethods(CORS_METHODS);
        pages.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        pages.setExposedHeaders(CORS_READABLE);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!settings.origins().isEmpty()) {
            source.registerCorsConfiguration("/**", pages);
        }
        return source;
    }
}
