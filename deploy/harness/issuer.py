"""An OpenID Connect issuer: signs its user in without asking, and insists on PKCE (RFC 7636) and on the client's secret."""

import base64
import hashlib
import json
import secrets
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from harness import web

CLIENT, SECRET, USER = "page", "client-secret", "anna"
SCOPES = "openid lungburden:read lungburden:submit"


def base64url(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Issuer:
    """What the issuer knows: its key and the codes that nobody has used yet."""

    def __init__(self, server, host):
        self.url = f"http://127.0.0.1:{server.server_port}"
        # users see it as another site
        self.page = f"http://{host}:{server.server_port}/authorize"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes = {}

    def settings(self):
        """Those with which the service takes its users."""
        return {
            "LUNGBURDEN_AUTH": "oidc", "LUNGBURDEN_OIDC_ISSUER": self.url, "LUNGBURDEN_OIDC_AUDIENCE": "service",
            "LUNGBURDEN_OIDC_CLIENT_ID": CLIENT, "LUNGBURDEN_OIDC_CLIENT_SECRET": SECRET,
        }

    def configuration(self):
        return {
            "issuer": self.url, "authorization_endpoint": self.page, "token_endpoint": self.url + "/token",
            "jwks_uri": self.url + "/keys",
        }

    def keys(self):
        public = self.key.public_key().public_numbers()
        numbers = {name: base64url(n.to_bytes((n.bit_length() + 7) // 8, "big")) for name, n in (("n", public.n), ("e", public.e))}
        return {"keys": [{"kty": "RSA", "use": "sig", "kid": "1", "alg": "RS256", **numbers}]}

    def code(self, query):
        """The address to which the browser goes back."""
        assert query["code_challenge_method"] == "S256" and query["client_id"] == CLIENT
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return query["redirect_uri"] + "?" + urlencode({"code": code, "state": query["state"], "iss": self.url})

    def tokens(self, form, authorization):
        """The answer to a code, which counts once."""
        begun = self.codes.pop(form.get("code"), None)
        challenge = base64url(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if authorization != "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode():
            return 401, {"error": "invalid_client"}
        if not begun or begun["code_challenge"] != challenge or begun["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "sub": USER, "iat": now, "exp": now + 60, "nonce": begun["nonce"]}
        return 200, {
            "access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 60, "scope": SCOPES,
            "id_token": self.signed(claims),
        }

    def signed(self, claims):
        parts = [base64url(json.dumps(part).encode()) for part in ({"alg": "RS256", "kid": "1"}, claims)]
        signature = self.key.sign(".".join(parts).encode(), padding.PKCS1v15(), hashes.SHA256())
        return ".".join([*parts, base64url(signature)])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        issuer, path = self.server.issuer, urlsplit(self.path)
        if path.path == "/authorize":
            query = {name: values[0] for name, values in parse_qs(path.query).items()}
            self._answer(302, b"", Location=issuer.code(query))
            return
        told = {"/.well-known/openid-configuration": issuer.configuration, "/keys": issuer.keys}.get(path.path)
        self._json(200, told()) if told else self._json(404, {})

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._json(*self.server.issuer.tokens({k: v[0] for k, v in form.items()}, self.headers["Authorization"]))

    def _json(self, status, value):
        self._answer(status, json.dumps(value).encode(), **{"Content-Type": "application/json"})

    def _answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": len(body)}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def issuing(host):
    """A context with an issuer whose page is at the host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.issuer = Issuer(server, host)
    with web.serving(server):
        yield server.issuer
