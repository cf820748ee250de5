package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;

class TokenCheckTest {
    private static String signed(RSAKey key) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().subject("anna").build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    /** A new key of the issuer is asked for. Without an answer nobody knows whether the token is valid. */
    @Test
    void anUnknownKeyIsRefusedOnlyWhenTheIssuerTellsItsKeys() throws Exception {
        RSAKey known = new RSAKeyGenerator(2048).keyID("1").generate();
        String stranger = signed(new RSAKeyGenerator(2048).keyID("2").generate());
        try (ScriptedIssuer issuer = new ScriptedIssuer()) {
            String keys = "200 " + new JWKSet(known.toPublicJWK());
            TokenCheck check =
                    new TokenCheck(new OidcSettings(issuer.url(), "service", "sub", "x:", null, null, List.of()));
            issuer.answers.put("/keys", keys);
            assertThatThrownBy(() -> check.caller(stranger)).isInstanceOf(BadCredentialsException.class);
            issuer.answers.put("/keys", "500 {}");
            assertThatThrownBy(() -> check.caller(stranger)).isInstanceOf(SignInAwayException.class);
            issuer.answers.put("/keys", keys);
            assertThatThrownBy(() -> check.caller(stranger)).isInstanceOf(BadCredentialsException.class);
        }
    }

    /** Each caller that waits holds a thread of the server. */
    @Test
    void whileTheIssuerHangsFewWaitForIt() throws Exception {
        String token = signed(new RSAKeyGenerator(2048).keyID("1").generate());
        try (ScriptedIssuer issuer = new ScriptedIssuer()) {
            issuer.answers.put(ScriptedIssuer.DISCOVERY, "hang");
            TokenCheck check =
                    new TokenCheck(new OidcSettings(issuer.url(), "service", "sub", "x:", null, null, List.of()));
            CountDownLatch refused = new CountDownLatch(4);
            for (int n = 0; n < 20; n++) {
                issuer.threads.execute(() -> {
                    assertThatThrownBy(() -> check.caller(token)).isInstanceOf(SignInAwayException.class);
                    refused.countDown();
                });
            }
            // none of those that wait has an answer yet: the first gives up after 5 s
            assertThat(refused.await(3, TimeUnit.SECONDS)).isTrue();
        }
    }
}
