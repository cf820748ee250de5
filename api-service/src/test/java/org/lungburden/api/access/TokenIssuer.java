package org.lungburden.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import tools.jackson.databind.json.JsonMapper;

/** Spring Authorization Server on a port of its own: an OpenID Connect issuer that nobody of this project wrote. */
final class TokenIssuer implements AutoCloseable {
    static final String CLIENT = "viewer";
    static final String SCOPES = "lungburden:read lungburden:submit email";
    /** A client whose users sign in, with PKCE. */
    static final String PAGE = "page";

    static final String PAGE_SECRET = "page-secret";

    static final String USER = "anna";

    /** Claims that the issuer puts into its ID tokens in place of the right ones. */
    final Map<String, Object> wrongClaims = new ConcurrentHashMap<>();

    private final ConfigurableApplicationContext context;
    private final String url;

    /** @param audience what the tokens are for */
    TokenIssuer(String audience) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        SpringApplication application = new SpringApplication(Server.class);
        application.setDefaultProperties(Map.of(
                "server.port", port,
                "server.address", "127.0.0.1",
                "spring.main.banner-mode", "off",
                "issuer", url,
                "audience", audience));
        application.addInitializers(
                beans -> beans.getBeanFactory().registerSingleton("wrongClaims", new WrongClaims(wrongClaims)));
        context = application.run();
    }

    private record WrongClaims(Map<String, Object> claims) {}

    /** Where the issuer sends the browser of its user, who need not type anything. */
    URI signIn(String address) throws IOException, InterruptedException {
        String user = Base64.getEncoder().encodeToString((USER + ":secret").getBytes());
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Basic " + user)
                                .build(),
                        BodyHandlers.discarding());
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    String url() {
        return url;
    }

    /** A token for the client with these scopes. */
    String token(String scopes) throws IOException, InterruptedException {
        String secret = Base64.getEncoder().encodeToString((CLIENT + ":secret").getBytes());
        String body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                                .header("Authorization", "Basic " + secret)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(
                                        "grant_type=client_credentials&scope=" + scopes.replace(" ", "%20")))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return JsonMapper.shared().readTree(body).get("access_token").asString();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    @Import({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class Server {
        @Bean
        SecurityFilterChain issuer(HttpSecurity http, UserDetailsService users) {
            http.oauth2AuthorizationServer(server -> server.oidc(each -> {}))
                    .addFilterBefore(userFilter(users), AbstractPreAuthenticatedProcessingFilter.class)
                    .authorizeHttpRequests(calls -> calls.anyRequest().authenticated());
            return http.build();
        }

        /** Users sign in where the flow begins, and before the filter that looks who they are. */
        private static BasicAuthenticationFilter userFilter(UserDetailsService users) {
            return new BasicAuthenticationFilter(new ProviderManager(new DaoAuthenticationProvider(users))) {
                @Override
                protected boolean shouldNotFilter(HttpServletRequest request) {
                    return !request.getRequestURI().equals("/oauth2/authorize");
                }
            };
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(User.withUsername(USER)
                    .password("{noop}secret")
                    .roles("USER")
                    .build());
        }

        @Bean
        RegisteredClientRepository clients() {
            RegisteredClient program = RegisteredClient.withId("1")
                    .clientId(CLIENT)
                    .clientSecret("{noop}secret")
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .scopes(all -> all.addAll(List.of(SCOPES.split(" "))))
                    .build();
            // the port of a redirect to loopback is free (RFC 8252, section 7.3)
            RegisteredClient page = RegisteredClient.withId("2")
                    .clientId(PAGE)
                    .clientSecret("{noop}" + PAGE_SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri("http://127.0.0.1:1/v1/session/oidc/callback")
                    .scope("openid")
                    .scopes(all -> all.addAll(List.of(SCOPES.split(" "))))
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(true)
                            .requireAuthorizationConsent(false)
                            .build())
                    .build();
            return new InMemoryRegisteredClientRepository(program, page);
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new RSAKeyGenerator(2048).keyID("1").generate()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings(Environment environment) {
            return AuthorizationServerSettings.builder()
                    .issuer(environment.getRequiredProperty("issuer"))
                    .build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(Environment environment, WrongClaims wrong) {
            return token -> {
                if (OAuth2TokenType.ACCESS_TOKEN.equals(token.getTokenType())) {
                    token.getClaims().audience(List.of(environment.getRequiredProperty("audience")));
                } else {
                    wrong.claims().forEach(token.getClaims()::claim);
                }
            };
        }
    }
}
