package org.lungburden.api.access;

import java.util.Optional;
import org.lungburden.access.AccessKey;
import org.lungburden.api.problem.RefusalWithHeader;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.security.authentication.BadCredentialsException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Begins the session of a browser whose user has a key. */
class SignInByKey {
    private static final String KEY = "key";

    private final KeyCheck keys;
    private final WrongKeys wrongKeys;
    private final BrowserSessions sessions;
    private final JsonMapper json;
    private final SignInAudit audit;

    SignInByKey(KeyCheck keys, WrongKeys wrongKeys, BrowserSessions sessions, JsonMapper json, SignInAudit audit) {
        this.keys = keys;
        this.wrongKeys = wrongKeys;
        this.sessions = sessions;
        this.json = json;
        this.audit = audit;
    }

    /**
     * @param body {@code {"key": "lbk_..."}}
     * @param address of the client
     * @throws RefusalWithHeader when the key is not valid
     * @throws CodedException {@code INVALID_REQUEST}
     */
    BrowserSessions.Begun begin(byte[] body, String address) {
        String text = key(body);
        return valid(text).map(sessions::begin).orElseThrow(() -> refusal(text, address));
    }

    private RefusalWithHeader refusal(String text, String address) {
        audit.refused(text);
        return wrongKeys.tooMany(address)
                ? RefusalWithHeader.tooMany(WrongKeys.WINDOW)
                : RefusalWithHeader.unauthenticated();
    }

    private String key(byte[] body) {
        try {
            JsonNode tree = json.readTree(body);
            if (tree.isObject() && tree.size() == 1 && tree.path(KEY).isString()) {
                return tree.get(KEY).asString();
            }
        } catch (JacksonException noJson) {
            // the sentence below tells what to send; that of the parser would repeat the body
        }
        throw new CodedException(ErrorCode.INVALID_REQUEST, "The body must be the JSON object {\"key\": \"lbk_...\"}.");
    }

    /** The key of a process is for that process alone. */
    private Optional<AccessKey> valid(String text) {
        try {
            return Optional.of(keys.key(text)).filter(key -> !keys.ownKey(key));
        } catch (BadCredentialsException wrong) {
            return Optional.empty();
        }
    }
}
